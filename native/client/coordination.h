// The memory that the threads of one block share with each other and with JavaScript: the stop
// flag, live progress, the count of issued handshakes, the gate and the turn. It starts as zero
// bytes. The latencies so far lie behind it; see live_latencies.h.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace fifobench {

inline constexpr int kThreadCountMax = 64;
// Of so many targets all threads make sure that they learned the same.
inline constexpr std::size_t kComparedTargetCount = 64;

// On a cache line of its own: written by one thread, read by JavaScript a few times a second.
struct alignas(64) ThreadProgress {
  std::atomic<std::uint64_t> established;
  std::atomic<std::uint64_t> failed;
  std::atomic<std::uint64_t> turn;
  std::atomic<std::int32_t> wake_fd;  // eventfd plus 1; 0: the thread has not started yet
};

struct Coordination {
  // Set by anybody, never cleared: every thread leaves its loop within 50 ms.
  alignas(64) std::atomic<std::int32_t> stop;

  // Handshakes given out in this turn, over all threads; may exceed the quota by one per thread.
  alignas(64) std::atomic<std::uint64_t> issued;
  // When the first recorded one was issued; 0: not yet.
  std::atomic<std::int64_t> record_started_ns;

  // The turn in progress, from 1, and how many threads have finished it.
  alignas(64) std::atomic<std::uint64_t> turn;
  std::atomic<std::int32_t> arrived_count;
  std::atomic<std::int32_t> ended;
  std::atomic<std::int64_t> turn_started_ns;
  std::atomic<std::int64_t> recording_since_ns;  // start of the first turn after the warm-up

  // The gate: tickets in order; each entry of the ring is ticket * 256 + thread + 1.
  alignas(64) std::atomic<std::uint64_t> next_ticket;
  alignas(64) std::atomic<std::uint64_t> serving;
  std::atomic<std::uint64_t> ticket_owner[kThreadCountMax];

  // Fingerprints of the first replies, where later ones are held against them; 0: not learned yet.
  alignas(64) std::atomic<std::uint64_t> learned[kComparedTargetCount];

  ThreadProgress progress[kThreadCountMax];
};

}  // namespace fifobench
