// Bars of responses that are an eighth of an octave wide: what is read from them may be up to
// 12.5 % too high and is never too low, and all of them together take a hundredth of the room of a
// full histogram.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "core/clock.h"

namespace fifobench {

struct ResponseBars {
  // The lowest bar holds whatever is below 2^13 ns (8.2 µs), less than any handshake takes; the
  // highest one ends at 2^36 ns (68.7 s) and holds whatever is longer, too.
  static constexpr int kLowestBits = 13;
  static constexpr int kHighestBits = 36;
  static constexpr int kPerOctaveBits = 3;
  static constexpr std::size_t kCount =
      static_cast<std::size_t>(kHighestBits - kLowestBits) << kPerOctaveBits;

  // Negative responses count as 0.
  static std::size_t bar_of(Nanoseconds response_ns) {
    const auto value = static_cast<std::uint64_t>(response_ns < 0 ? 0 : response_ns);
    const int octave = 63 - std::countl_zero(value | 1);
    if (octave < kLowestBits) return 0;
    if (octave >= kHighestBits) return kCount - 1;
    const std::uint64_t eighth = (value >> (octave - kPerOctaveBits)) & 7;
    return (static_cast<std::size_t>(octave - kLowestBits) << kPerOctaveBits) + eighth;
  }

  // The highest response that falls into a bar, where it is not the last one.
  static Nanoseconds highest_response_of(std::size_t bar) {
    const int octave = kLowestBits + static_cast<int>(bar >> kPerOctaveBits);
    const auto eighth = static_cast<Nanoseconds>(bar & 7);
    const Nanoseconds width = Nanoseconds{1} << (octave - kPerOctaveBits);
    return (8 + eighth + 1) * width - 1;
  }
};

}  // namespace fifobench
