// What is written down during a block, one record for each target and thread: counters and
// histograms of fixed size. Nothing here allocates after construction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "client/client_tally.h"
#include "client/live_latencies.h"
#include "client/time_grid.h"
#include "core/histogram.h"

namespace fifobench {

enum class Phase : std::uint8_t { kPrepare, kConnect, kSend, kAck, kRespond, kOperation };
inline constexpr std::size_t kHandshakePhaseCount = 5;
inline constexpr std::size_t kPhaseCount = 6;

enum class Cause : std::uint8_t { kTimeout, kRefused, kLost, kCorrupted, kSystem };
inline constexpr std::size_t kCauseCount = 5;

// What the kernel charged to the client thread while a target had its turns.
struct ThreadUse {
  Nanoseconds user_ns = 0;
  Nanoseconds system_ns = 0;
  std::int64_t voluntary_switch_count = 0;
  std::int64_t involuntary_switch_count = 0;
  std::int64_t minor_fault_count = 0;
  std::int64_t system_call_count = 0;  // -1: not counted
};

// What of a block's plan its records depend on.
struct RecordPlan {
  // Without clients to tell apart, as in open load, 0.
  std::uint32_t client_count = 0;
  // How long the recording is meant to go on; 0: unknown.
  Nanoseconds expected_ns = 0;
  bool is_open = false;
};

struct TargetRecord {
  TargetRecord(const RecordPlan& plan, const LiveSlots& live)
      : service(plan.is_open ? Histogram() : live.latency()),
        response(plan.is_open ? live.latency() : Histogram()),
        censored(live.censored()),
        clients(plan.client_count),
        over_time(plan.expected_ns) {
    for (Histogram* each : {&service, &response, &lag, &censored, &gate, &round_trip}) {
      each->prefault();
    }
    for (Histogram& histogram : phases) histogram.prefault();
  }

  void count_failure(Phase phase, Cause cause, int error) {
    ++failures[static_cast<std::size_t>(phase)][static_cast<std::size_t>(cause)];
    ++failed;
    if (cause == Cause::kSystem) last_error = error;
  }

  Histogram service;
  Histogram response;
  Histogram lag;       // issued less intended, or less the moment when a client was free
  Histogram censored;  // responses that were only seen to be longer than this: timed out, cut off
  Histogram gate;
  Histogram round_trip;
  std::array<Histogram, kHandshakePhaseCount> phases;
  ClientTallies clients;
  // Responses and failures by when they ended, from the beginning of the recording.
  TimeGrid over_time;

  std::uint64_t established = 0;
  std::uint64_t failed = 0;
  std::uint64_t attempts = 0;
  // Attempts begun again in a race: turned away by the server, or lost with their pipe.
  std::uint64_t refused_attempts = 0;
  std::uint64_t lost_attempts = 0;
  std::uint64_t unfinished = 0;
  std::uint64_t dropped = 0;  // arrivals that found no free client and were not to wait
  std::uint64_t operation_count = 0;
  std::uint64_t operation_bytes = 0;
  std::array<std::array<std::uint64_t, kCauseCount>, kPhaseCount> failures = {};
  int last_error = 0;  // errno of the last failure with cause kSystem

  // Failures of handshakes that were not recorded: of the warm-up and of the first of a turn.
  std::uint64_t unrecorded_failed = 0;
  // Sessions that ended well, recorded or not: what the server's whole use of resources is
  // divided by.
  std::uint64_t sessions_served = 0;
  Nanoseconds busy_ns = 0;
  std::uint64_t turn_count = 0;
  ThreadUse client_use;
  // Turns that began although the other server still had children or no well-known pipe.
  std::uint64_t unclean_turn_count = 0;
  // Gates opened by deadline although the well-known pipe was still there.
  std::uint64_t gate_timeout_count = 0;
};

}  // namespace fifobench
