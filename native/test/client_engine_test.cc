// The engine on real FIFOs against the built-in servers: every handshake that was asked for is
// counted exactly once, whatever the number of clients and threads.
#include <memory>
#include <thread>
#include <vector>

#include "test/engine_run.h"
#include "test/seed_wire.h"
#include "test/served_directory.h"
#include "test/test.h"

using namespace fifobench;
using namespace fifobench::test;

namespace {

BlockPlan plan_for(const ServedDirectory& served, bool forks) {
  BlockPlan plan;
  plan.targets.push_back({served.directory().path(), 0, forks, seed_wire()});
  plan.handshake_limit = 60;
  plan.warmup_handshake_count = 5;
  plan.timeout_ns = kPatience;
  return plan;
}

}  // namespace

TEST("establishes exactly as many handshakes as were asked for, with any pattern") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    for (const std::uint32_t client_count : {1u, 2u, 17u}) {
      BlockPlan plan = plan_for(served, pattern[0] == 'f');
      plan.operation_count = 2;
      plan.payload_bytes = 100;
      const Totals totals = run_block(plan, client_count);
      CHECK_EQUAL(totals.established, plan.handshake_limit);
      CHECK_EQUAL(totals.recorded_services, plan.handshake_limit);
      CHECK_EQUAL(totals.operations, 2 * plan.handshake_limit);
      CHECK_EQUAL(totals.failed + totals.unfinished, std::uint64_t{0});
      CHECK(totals.busy_ns > 0);
    }
    CHECK_EQUAL(count_entries(served.directory().path_of("c")), 0);
    CHECK(served.stops_cleanly());
  }
}

TEST("shares a block out among threads without losing or doubling a handshake") {
  ServedDirectory served("forking-unlink-first");
  BlockPlan plan = plan_for(served, true);
  plan.thread_count = 3;
  plan.operation_count = 1;
  plan.handshake_limit = 100;
  const Totals totals = run_block(plan, 7);
  CHECK_EQUAL(totals.established, std::uint64_t{100});
  CHECK_EQUAL(totals.failed + totals.unfinished, std::uint64_t{0});
  CHECK(served.stops_cleanly());
}

TEST("turns between two live servers and records the same number for each") {
  ServedDirectory first("basic");
  ServedDirectory second("forking");
  BlockPlan plan = plan_for(first, false);
  plan.targets.push_back({second.directory().path(), 0, true, seed_wire()});
  plan.slice_handshake_count = 8;
  plan.discard_handshake_count = 2;
  const Totals totals = run_block(plan, 1);
  CHECK_EQUAL(totals.established, 2 * plan.handshake_limit);
  CHECK(first.stops_cleanly());
  CHECK(second.stops_cleanly());
}

TEST("carries payloads larger than a pipe in both directions") {
  ServedDirectory served("basic");
  BlockPlan plan = plan_for(served, false);
  plan.handshake_limit = 40;
  plan.operation_count = 2;
  plan.payload_bytes = 200'000;
  for (const std::uint32_t client_count : {1u, 4u}) {
    const Totals totals = run_block(plan, client_count);
    CHECK_EQUAL(totals.operations, std::uint64_t{80});
    CHECK_EQUAL(totals.failed, std::uint64_t{0});
  }
}

TEST("starts every arrival of an open plan, and none before its time") {
  ServedDirectory served("basic");
  BlockPlan plan = plan_for(served, false);
  plan.handshake_limit = 0;
  plan.open_model = true;
  plan.duration_ns = 100 * kMillisecond;
  plan.drain_ns = kPatience;
  for (int index = 0; index < 40; ++index) plan.arrivals.push_back(index * 2 * kMillisecond);
  const Totals totals = run_block(plan, 4);
  CHECK_EQUAL(totals.established, std::uint64_t{40});
  CHECK(totals.busy_ns >= 78 * kMillisecond);
}

TEST("drops what finds no free client where it was told to, and counts it") {
  ServedDirectory served("forking");
  BlockPlan plan = plan_for(served, true);
  plan.handshake_limit = 0;
  plan.open_model = true;
  plan.drop_on_overload = true;
  plan.duration_ns = 50 * kMillisecond;
  plan.drain_ns = kPatience;
  plan.arrivals.assign(30, 0);
  const Totals totals = run_block(plan, 3);
  CHECK_EQUAL(totals.established + totals.failed, std::uint64_t{3});
  CHECK_EQUAL(totals.dropped, std::uint64_t{27});
}

TEST("counts what an overloaded open run never came to as unfinished") {
  ServedDirectory served("basic");
  BlockPlan plan = plan_for(served, false);
  plan.handshake_limit = 0;
  plan.open_model = true;
  plan.duration_ns = kMillisecond;
  plan.drain_ns = 0;
  plan.arrivals.assign(100'000, 0);
  const Totals totals = run_block(plan, 1);
  CHECK(totals.unfinished > 0);
  CHECK_EQUAL(totals.established + totals.failed + totals.unfinished, std::uint64_t{100'000});
}

TEST("leaves its loop when it is told to stop, and counts what was cut off") {
  ServedDirectory served("basic");
  const auto shared = std::make_unique<Coordination>();
  BlockPlan plan = plan_for(served, false);
  plan.handshake_limit = 1'000'000'000;
  std::thread stopper([&shared] {
    while (shared->progress[0].established.load() < 50) std::this_thread::yield();
    shared->stop.store(1);
  });
  const Totals totals = run_block(plan, 5, *shared);
  stopper.join();
  CHECK(totals.established >= 45);
  CHECK(totals.established < plan.handshake_limit);
  CHECK_EQUAL(count_entries(served.directory().path_of("c")), 0);
}
