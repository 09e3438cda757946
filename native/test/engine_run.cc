// Threads of a block; see engine_run.h.
#include "test/engine_run.h"

#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include "test/test.h"

namespace fifobench::test {
namespace {

void add(Totals& totals, const TargetRecord& record) {
  totals.established += record.established;
  totals.failed += record.failed + record.unrecorded_failed;
  totals.unfinished += record.unfinished;
  totals.operations += record.operation_count;
  totals.recorded_services += record.service.count();
  totals.dropped += record.dropped;
  totals.gate_waits += record.gate.count();
  totals.busy_ns += record.busy_ns;
  for (std::size_t phase = 0; phase < kPhaseCount; ++phase) {
    for (std::size_t cause = 0; cause < kCauseCount; ++cause) {
      totals.failures[phase][cause] += record.failures[phase][cause];
    }
  }
}

}  // namespace

Totals run_block(const BlockPlan& whole, std::uint32_t client_count, Coordination& shared,
                 const LiveLatencies& live) {
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<BlockPlan> plans;
  const auto thread_count = static_cast<std::uint32_t>(whole.thread_count);
  for (std::uint32_t thread = 0; thread < thread_count; ++thread) {
    BlockPlan plan = whole;
    plan.thread_index = static_cast<int>(thread);
    plan.client_count = client_count / thread_count + (thread < client_count % thread_count);
    plans.push_back(plan);
  }
  std::vector<std::unique_ptr<Engine>> engines;
  std::vector<std::thread> threads;
  for (const BlockPlan& plan : plans) {
    engines.push_back(std::make_unique<Engine>(plan, shared, live));
  }
  for (auto& engine : engines) {
    threads.emplace_back([&engine] { CHECK(engine->run().operation == nullptr); });
  }
  for (std::thread& thread : threads) thread.join();
  Totals totals;
  for (const auto& engine : engines) {
    for (const auto& record : engine->records()) add(totals, *record);
  }
  return totals;
}

Totals run_block(const BlockPlan& whole, std::uint32_t client_count) {
  const auto shared = std::make_unique<Coordination>();
  return run_block(whole, client_count, *shared);
}

}  // namespace fifobench::test
