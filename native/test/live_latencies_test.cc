// Latencies that are looked at while a block runs: nothing is missing in the end, nothing is seen
// twice, and looking on is no data race (which the build for ThreadSanitizer would report).
#include "client/live_latencies.h"

#include <atomic>
#include <cstring>
#include <memory>
#include <new>
#include <thread>
#include <vector>

#include "test/engine_run.h"
#include "test/seed_wire.h"
#include "test/served_directory.h"
#include "test/test.h"

using namespace fifobench;
using namespace fifobench::test;

namespace {

constexpr int kThreadCount = 2;

// What JavaScript makes: a Coordination with slots behind it, all zero.
class SharedMemory {
 public:
  explicit SharedMemory(std::size_t target_count)
      : target_count_(target_count),
        byte_count_(sizeof(Coordination) + kThreadCount * target_count * LiveSlots::kBytes),
        bytes_(::operator new(byte_count_, std::align_val_t{alignof(Coordination)})) {
    std::memset(bytes_, 0, byte_count_);
  }
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;
  ~SharedMemory() { ::operator delete(bytes_, std::align_val_t{alignof(Coordination)}); }

  Coordination& coordination() { return *static_cast<Coordination*>(bytes_); }
  LiveLatencies live() { return {coordination(), target_count_}; }

  std::uint64_t latency_count(std::size_t target) {
    return total(live().latency(kThreadCount, target));
  }
  std::uint64_t censored_count(std::size_t target) {
    return total(live().censored(kThreadCount, target));
  }

 private:
  static std::uint64_t total(const LiveLatencies::Bars& bars) {
    std::uint64_t count = 0;
    for (const LiveLatencies::Bar& bar : bars) count += bar.count;
    return count;
  }

  std::size_t target_count_;
  std::size_t byte_count_;
  void* bytes_;
};

}  // namespace

TEST("the latencies so far only grow, and in the end are those that were recorded") {
  ServedDirectory first("basic");
  ServedDirectory second("forking-unlink-first");
  BlockPlan plan;
  plan.targets.push_back({first.directory().path(), 0, false, seed_wire()});
  plan.targets.push_back({second.directory().path(), 0, true, seed_wire()});
  plan.thread_count = kThreadCount;
  plan.slice_handshake_count = 8;
  plan.warmup_handshake_count = 5;
  plan.handshake_limit = 150;
  plan.timeout_ns = kPatience;
  SharedMemory shared(plan.targets.size());
  std::atomic<bool> over = false;
  std::thread onlooker([&] {
    std::uint64_t before[2] = {};
    while (!over.load()) {
      for (const std::size_t target : {0u, 1u}) {
        const std::uint64_t now = shared.latency_count(target);
        CHECK(now >= before[target] && now <= plan.handshake_limit);
        before[target] = now;
      }
      std::this_thread::yield();
    }
  });
  const Totals totals = run_block(plan, 3, shared.coordination(), shared.live());
  over.store(true);
  onlooker.join();
  CHECK_EQUAL(totals.established, 2 * plan.handshake_limit);
  for (const std::size_t target : {0u, 1u}) {
    CHECK_EQUAL(shared.latency_count(target), plan.handshake_limit);
    CHECK_EQUAL(shared.censored_count(target), std::uint64_t{0});
  }
  CHECK(first.stops_cleanly());
  CHECK(second.stops_cleanly());
}

TEST("records count latencies bar by bar where they are looked at") {
  SharedMemory shared(2);
  const LiveLatencies live = shared.live();
  TargetRecord closed({.client_count = 1}, live.at(0, 0));
  TargetRecord same_target({.client_count = 1}, live.at(1, 0));
  TargetRecord open({.is_open = true}, live.at(0, 1));
  closed.service.record(1'000);
  closed.response.record(1'000'000);
  same_target.service.record(1'000);
  same_target.service.record(5'000'000);
  open.service.record(1'000);
  open.response.record(2'000);
  open.censored.record(kSecond);

  const auto services = live.latency(kThreadCount, 0);
  REQUIRE(services.size() == 2);
  CHECK_EQUAL(services[0].slot, static_cast<int>(Histogram::slot_of(1'000)));
  CHECK_EQUAL(services[0].count, std::uint64_t{2});
  CHECK_EQUAL(services[1].slot, static_cast<int>(Histogram::slot_of(5'000'000)));
  const auto responses = live.latency(kThreadCount, 1);
  REQUIRE(responses.size() == 1);
  CHECK_EQUAL(responses[0].slot, static_cast<int>(Histogram::slot_of(2'000)));
  CHECK_EQUAL(shared.censored_count(1), std::uint64_t{1});
  CHECK_EQUAL(closed.service.count(), std::uint64_t{1});
}
