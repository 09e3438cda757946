// Turns of a block; see pacer.h.
#include "client/pacer.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace fifobench {

Pacer::Pacer(const BlockPlan& plan) : plan_(plan), order_(plan.targets.size()), state_(plan.seed) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  const bool no_warmup = plan.warmup_handshake_count == 0 && plan.warmup_ns == 0;
  if (no_warmup) warmed_count_ = plan.targets.size();
}

Turn Pacer::warmup_turn() const {
  Turn turn;
  turn.target = warmed_count_;
  turn.discard_count = plan_.warmup_handshake_count;
  turn.at_least_ns = plan_.warmup_ns;
  turn.warmup = true;
  return turn;
}

Turn Pacer::next() {
  if (warmed_count_ < plan_.targets.size()) {
    const Turn turn = warmup_turn();
    ++warmed_count_;
    return turn;
  }
  if (position_ == 0) shuffle();
  Turn turn;
  turn.target = order_[position_];
  turn.discard_count = plan_.discard_handshake_count;
  turn.record_count = plan_.slice_handshake_count;
  if (plan_.slice_handshake_count == 0) {
    turn.record_count = plan_.handshake_limit == 0 ? kUnlimited : plan_.handshake_limit;
    turn.at_most_ns = plan_.duration_ns;
  } else if (plan_.handshake_limit > 0) {
    const std::uint64_t done = round_count_ * plan_.slice_handshake_count;
    turn.record_count = std::min(turn.record_count, plan_.handshake_limit - done);
  }
  position_ = (position_ + 1) % order_.size();
  turn.ends_round = position_ == 0;
  if (turn.ends_round) ++round_count_;
  return turn;
}

bool Pacer::is_over(const Turn& turn, Nanoseconds recorded_ns) const {
  if (!turn.ends_round) return false;
  if (plan_.slice_handshake_count == 0) return true;
  if (plan_.duration_ns > 0 && recorded_ns >= plan_.duration_ns) return true;
  return plan_.handshake_limit > 0 &&
         round_count_ * plan_.slice_handshake_count >= plan_.handshake_limit;
}

// Fisher-Yates, so that every order is equally likely.
void Pacer::shuffle() {
  for (std::size_t left = order_.size(); left > 1; --left) {
    std::swap(order_[left - 1], order_[random_below(left)]);
  }
}

// SplitMix64 (Steele, Lea and Flood 2014); the bias of the modulo is below 2^-57 for these bounds.
std::uint64_t Pacer::random_below(std::uint64_t bound) {
  state_ += 0x9e3779b97f4a7c15;
  std::uint64_t bits = state_;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return (bits ^ (bits >> 31)) % bound;
}

}  // namespace fifobench
