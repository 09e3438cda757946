// What each client of a thread got out of a block: how many handshakes, and how long their
// responses took. A client's distribution has bars an eighth of an octave wide, so that it takes a
// few hundred bytes where a full histogram takes 216 KiB: what is read from it may be up to 12.5 %
// too high and is never too low. Nothing here allocates after construction.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/clock.h"

namespace fifobench {

class ClientTally {
 public:
  // The lowest bar holds whatever is below 2^13 ns (8.2 µs), less than any handshake takes; the
  // highest one ends at 2^36 ns (68.7 s) and holds whatever is longer, too.
  static constexpr int kLowestBits = 13;
  static constexpr int kHighestBits = 36;
  static constexpr int kBarsPerOctaveBits = 3;
  static constexpr std::size_t kBarCount =
      static_cast<std::size_t>(kHighestBits - kLowestBits) << kBarsPerOctaveBits;

  // Negative responses count as 0.
  void record(Nanoseconds response_ns) {
    if (response_ns < 0) response_ns = 0;
    ++established_;
    response_sum_ns_ += response_ns;
    if (response_ns > response_max_ns_) response_max_ns_ = response_ns;
    ++bars_[bar_of(response_ns)];
  }

  std::uint64_t established() const { return established_; }
  Nanoseconds response_sum_ns() const { return response_sum_ns_; }
  // The upper end of the bar in which `ratio` (0 to 1) of the responses is reached, or the longest
  // response where that is less. 0 without a response.
  Nanoseconds response_at_ratio(double ratio) const;

  static std::size_t bar_of(Nanoseconds response_ns) {
    const auto value = static_cast<std::uint64_t>(response_ns);
    const int octave = 63 - std::countl_zero(value | 1);
    if (octave < kLowestBits) return 0;
    if (octave >= kHighestBits) return kBarCount - 1;
    const std::uint64_t eighth = (value >> (octave - kBarsPerOctaveBits)) & 7;
    return (static_cast<std::size_t>(octave - kLowestBits) << kBarsPerOctaveBits) + eighth;
  }
  // The highest response that falls into a bar, where it is not the last one.
  static Nanoseconds highest_response_of(std::size_t bar);

 private:
  std::uint64_t established_ = 0;
  Nanoseconds response_sum_ns_ = 0;
  Nanoseconds response_max_ns_ = 0;
  std::array<std::uint32_t, kBarCount> bars_ = {};
};

// One for each client. A client may cost 4 KiB in all, with a tally for each of three targets and
// its session.
using ClientTallies = std::vector<ClientTally>;
static_assert(sizeof(ClientTally) <= 768);

}  // namespace fifobench
