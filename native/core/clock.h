// The one clock: CLOCK_MONOTONIC in nanoseconds, the same for clients and servers of this machine.
#pragma once

#include <ctime>

#include <cstdint>

namespace fifobench {

using Nanoseconds = std::int64_t;

inline constexpr Nanoseconds kMicrosecond = 1'000;
inline constexpr Nanoseconds kMillisecond = 1'000'000;
inline constexpr Nanoseconds kSecond = 1'000'000'000;

inline Nanoseconds now_ns() {
  timespec time = {};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}

// Never negative, so that it can be handed to ppoll(2).
inline timespec to_timespec(Nanoseconds duration_ns) {
  if (duration_ns < 0) duration_ns = 0;
  return {duration_ns / kSecond, duration_ns % kSecond};
}

}  // namespace fifobench
