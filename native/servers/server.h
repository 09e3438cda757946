// What every pattern is given: where it runs, how long it waits, and where it counts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/clock.h"
#include "core/seed_profile.h"
#include "servers/known_behaviour.h"
#include "servers/service.h"
#include "servers/statistics.h"

namespace fifobench {

// A pipe holds 64 KiB unless somebody enlarges it, so one read of this size takes all that waits.
inline constexpr std::size_t kPipeBytes = 64 * 1024;
// A request in full and a pipe's content behind it: a client may send all before it reads.
inline constexpr std::size_t kBufferBytes =
    seed::kHeaderBytes + seed::kPayloadBytesMax + kPipeBytes;

struct Server {
  int directory_fd = -1;  // the well-known pipe and every private FIFO are below it
  Nanoseconds phase_timeout_ns = kSecond;
  Nanoseconds idle_timeout_ns = 5 * kSecond;  // between two pieces of the operation phase
  Statistics& statistics;
  char* buffer = nullptr;  // kBufferBytes; pages never touched cost nothing
  Service service = {};    // of each operation
  KnownBehaviour behaviour = {};
  std::uint64_t session_count = 0;  // begun so far, the one in progress included
};

}  // namespace fifobench
