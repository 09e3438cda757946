// When, within a block, handshakes were established and how long their responses took, and when
// others failed: columns of time by bars of responses. Its memory is fixed: when a block outlasts
// the columns, they are merged in pairs and are twice as wide from then on. Columns begin at whole
// multiples of their width, a power of two, so that the grids of several threads add exactly,
// whatever their widths. Nothing here allocates after construction.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "client/response_bars.h"
#include "core/clock.h"

namespace fifobench {

class TimeGrid {
 public:
  static constexpr std::size_t kColumnCount = 256;
  static constexpr std::size_t kBarCount = ResponseBars::kCount;
  // The width of a column is 2^20 ns (1.05 ms) at least.
  static constexpr int kNarrowestBits = 20;

  // With a block of `expected_ns` the columns need not be merged while it runs. 0: unknown.
  explicit TimeGrid(Nanoseconds expected_ns);

  // `elapsed_ns`: from the beginning of the recording until the handshake was established, or
  // failed. Negative times count as 0.
  void record(Nanoseconds elapsed_ns, Nanoseconds response_ns) {
    // The column first: to find it may move the cells.
    const std::size_t column = column_of(elapsed_ns);
    ++cells_[column * kBarCount + ResponseBars::bar_of(response_ns)];
  }
  void count_failure(Nanoseconds elapsed_ns) { ++failed_[column_of(elapsed_ns)]; }
  // The recording goes on until this moment, this moment included, also where nothing happens.
  void reach(Nanoseconds elapsed_ns) {
    column_of(elapsed_ns);
    span_ns_ = std::max(span_ns_, elapsed_ns + 1);
  }

  Nanoseconds column_ns() const { return Nanoseconds{1} << column_bits_; }
  // From the beginning to the end of the recording; 0: it never began.
  Nanoseconds span_ns() const { return span_ns_; }
  // Columns that the span touches; the last one may be covered in part only.
  std::size_t column_count() const {
    return static_cast<std::size_t>((span_ns_ + column_ns() - 1) >> column_bits_);
  }
  std::uint32_t established_at(std::size_t column, std::size_t bar) const {
    return cells_[column * kBarCount + bar];
  }
  std::uint32_t failed_at(std::size_t column) const { return failed_[column]; }

 private:
  std::size_t column_of(Nanoseconds elapsed_ns) {
    const auto elapsed = static_cast<std::uint64_t>(std::max<Nanoseconds>(elapsed_ns, 0));
    while (elapsed >> column_bits_ >= kColumnCount) widen();
    return elapsed >> column_bits_;
  }
  void widen();

  int column_bits_ = kNarrowestBits;
  Nanoseconds span_ns_ = 0;
  std::vector<std::uint32_t> cells_;  // column by column
  std::array<std::uint32_t, kColumnCount> failed_ = {};
};

}  // namespace fifobench
