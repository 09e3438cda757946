// What a server can be told to do amiss, by a known amount: `fifobench selftest` measures it and
// holds the figures against what they must be.
#pragma once

#include <cstdint>

#include "core/clock.h"

namespace fifobench {

struct KnownBehaviour {
  // Spun away before each acknowledgement, so that it lies within the handshake. A sleep would end
  // later than asked for, by an amount that nobody knows.
  Nanoseconds ack_delay_ns = 0;
  // Every so many clients one is refused; 0: none. Counted over all incarnations of the pipe.
  std::uint64_t refuse_every = 0;
  // Before each acknowledgement, so many reads and as many writes of nothing: work that a clock can
  // hardly tell, and a count can.
  std::uint64_t empty_calls = 0;
};

inline void spin_for(Nanoseconds duration_ns) {
  const Nanoseconds end_ns = now_ns() + duration_ns;
  while (now_ns() < end_ns) {
  }
}

}  // namespace fifobench
