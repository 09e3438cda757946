// Runs a block on threads of its own and adds up what they recorded.
#pragma once

#include <array>
#include <string>

#include "client/engine.h"

namespace fifobench::test {

struct Totals {
  std::uint64_t established = 0;
  std::uint64_t failed = 0;  // recorded or not
  std::uint64_t unfinished = 0;
  std::uint64_t operations = 0;
  std::uint64_t recorded_services = 0;
  std::uint64_t dropped = 0;
  std::uint64_t gate_waits = 0;
  Nanoseconds busy_ns = 0;
  // By phase and cause; recorded ones only.
  std::array<std::array<std::uint64_t, kCauseCount>, kPhaseCount> failures = {};

  std::uint64_t failed_with(Phase phase, Cause cause) const {
    return failures[static_cast<std::size_t>(phase)][static_cast<std::size_t>(cause)];
  }
};

// The clients are split among the plan's threads, the remainder given to the first ones.
Totals run_block(const BlockPlan& whole, std::uint32_t client_count, Coordination& shared,
                 const LiveLatencies& live = {});
Totals run_block(const BlockPlan& whole, std::uint32_t client_count);

}  // namespace fifobench::test
