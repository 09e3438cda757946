// The order of turns: first a warm-up of each target, then rounds in which each target has one
// turn, in an order drawn anew from the seed. A pure function of the plan and of the number of the
// turn, so that all threads agree on it without talking.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "client/block_plan.h"

namespace fifobench {

inline constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

struct Turn {
  std::size_t target = 0;
  std::uint64_t discard_count = 0;  // handshakes issued first and not recorded
  std::uint64_t record_count = 0;   // then these are
  Nanoseconds at_least_ns = 0;      // a warm-up goes on for this long even beyond its count
  Nanoseconds at_most_ns = 0;       // nothing is issued after this time; 0: no bound
  bool warmup = false;
  bool ends_round = false;
};

class Pacer {
 public:
  explicit Pacer(const BlockPlan& plan);

  // The turns one after the other, from the first; never ends by itself.
  Turn next();
  // Whether the block is over when a turn has ended: `recorded_ns` is the time since the first
  // recorded turn began.
  bool is_over(const Turn& turn, Nanoseconds recorded_ns) const;

 private:
  Turn warmup_turn() const;
  void shuffle();
  std::uint64_t random_below(std::uint64_t bound);

  const BlockPlan& plan_;
  std::vector<std::size_t> order_;
  std::size_t position_ = 0;
  std::size_t warmed_count_ = 0;
  std::uint64_t round_count_ = 0;
  std::uint64_t state_;
};

}  // namespace fifobench
