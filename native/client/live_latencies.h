// Latencies that others may read while a block runs. Behind a block's Coordination lie the slots of
// two histograms for each thread and target, and its records count there instead of in memory of
// their own: so that looking on costs a handshake nothing, neither a copy nor a call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "client/coordination.h"
#include "core/histogram.h"

namespace fifobench {

// Where one target in one thread counts, which alone records there.
class LiveSlots {
 public:
  static constexpr std::size_t kSlotCount = static_cast<std::size_t>(Histogram::kSlotCount);
  static constexpr std::size_t kBytes = 2 * kSlotCount * sizeof(std::uint64_t);

  // nullptr: nobody looks on, and every histogram has slots of its own.
  explicit LiveSlots(std::uint64_t* slots) : slots_(slots) {}

  // Service times of closed load, or responses of open load.
  Histogram latency() const { return over(0); }
  // Responses that were only seen to be longer than this.
  Histogram censored() const { return over(kSlotCount); }

 private:
  Histogram over(std::size_t first) const {
    return slots_ == nullptr ? Histogram() : Histogram(slots_ + first);
  }

  std::uint64_t* slots_;
};

class LiveLatencies {
 public:
  // Nobody looks on.
  LiveLatencies() = default;
  // `shared` is followed by zeroed LiveSlots::kBytes for each thread and target, and outlives all
  // histograms.
  LiveLatencies(Coordination& shared, std::size_t target_count)
      : slots_(reinterpret_cast<std::uint64_t*>(&shared + 1)), target_count_(target_count) {}

  LiveSlots at(int thread, std::size_t target) const;

  struct Bar {
    int slot;
    std::uint64_t count;
  };
  using Bars = std::vector<Bar>;
  // What the first `thread_count` threads have recorded so far, together: bars that are not empty,
  // in their order. Handshakes that end meanwhile may be missing.
  Bars latency(int thread_count, std::size_t target) const;
  Bars censored(int thread_count, std::size_t target) const;

 private:
  std::uint64_t* slots_ = nullptr;
  std::size_t target_count_ = 0;
};

}  // namespace fifobench
