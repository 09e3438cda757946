// Making and widening a grid; see time_grid.h.
#include "client/time_grid.h"

namespace fifobench {

TimeGrid::TimeGrid(Nanoseconds expected_ns) : cells_(kColumnCount * kBarCount) {
  while (static_cast<std::size_t>(expected_ns >> column_bits_) >= kColumnCount) ++column_bits_;
}

// Three microseconds or so, once each time that a block of unknown length has doubled.
void TimeGrid::widen() {
  constexpr std::size_t kHalf = kColumnCount / 2;
  for (std::size_t column = 0; column < kHalf; ++column) {
    const std::uint32_t* const pair = &cells_[2 * column * kBarCount];
    std::uint32_t* const sum = &cells_[column * kBarCount];
    for (std::size_t bar = 0; bar < kBarCount; ++bar) sum[bar] = pair[bar] + pair[kBarCount + bar];
    failed_[column] = failed_[2 * column] + failed_[2 * column + 1];
  }
  std::fill(cells_.begin() + kHalf * kBarCount, cells_.end(), 0u);
  std::fill(failed_.begin() + kHalf, failed_.end(), 0u);
  ++column_bits_;
}

}  // namespace fifobench
