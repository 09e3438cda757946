// A histogram in HdrHistogram's bucket layout: 1 ns to 60 s, 3 significant digits, so that
// hdr-histogram readers understand its indices. Recording is a few instructions and never
// allocates. One thread records; others may read single slots meanwhile.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>

#include "core/clock.h"

namespace fifobench {

class Histogram {
 public:
  static constexpr Nanoseconds kHighestTrackable = 60 * kSecond;
  // 2 * 10^3 values are told apart at unit resolution, rounded up to a power of two.
  static constexpr int kSubBucketHalfBits = 10;
  static constexpr std::int64_t kSubBucketHalfCount = 1 << kSubBucketHalfBits;
  static constexpr std::int64_t kSubBucketMask = 2 * kSubBucketHalfCount - 1;
  static constexpr int kBucketCount = 26;
  static constexpr int kSlotCount = (kBucketCount + 1) * static_cast<int>(kSubBucketHalfCount);

  // The slots are zeroed pages of the kernel: those never recorded to cost no memory.
  Histogram();
  // Over kSlotCount slots of somebody else that outlive it. What they hold already is in
  // `count_at`, and not in `count`.
  explicit Histogram(std::uint64_t* slots) : slots_(slots) {}

  // Values below 0 count as 0; values above 60 s are counted in `overflow_count` and nowhere else.
  void record(Nanoseconds value_ns) {
    if (value_ns < 0) value_ns = 0;
    if (value_ns > kHighestTrackable) {
      ++overflow_count_;
      return;
    }
    const std::atomic_ref<std::uint64_t> slot(slots_[slot_of(value_ns)]);
    // With one writer this needs no locked instruction.
    slot.store(slot.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    ++count_;
  }

  void clear();
  // Touches every slot now, so that recording never meets a page fault.
  void prefault() { clear(); }

  std::uint64_t count() const { return count_; }
  std::uint64_t overflow_count() const { return overflow_count_; }
  // May be called on any thread at any time.
  std::uint64_t count_at(int slot) const {
    return std::atomic_ref<std::uint64_t>(slots_[slot]).load(std::memory_order_relaxed);
  }
  // The smallest recorded value v such that at least `ratio` (0 to 1) of all values are at most the
  // highest value equivalent to v; that highest value is returned. 0 when empty.
  Nanoseconds value_at_ratio(double ratio) const;

  static std::size_t slot_of(Nanoseconds value_ns) {
    const auto value = static_cast<std::uint64_t>(value_ns);
    const int bucket =
        64 - kSubBucketHalfBits - 1 - std::countl_zero(value | kSubBucketMask);
    const auto sub_bucket = value >> bucket;
    return (static_cast<std::size_t>(bucket) << kSubBucketHalfBits) + sub_bucket;
  }
  // The lowest value that falls into a slot, and the highest.
  static Nanoseconds lowest_value_of(int slot);
  static Nanoseconds highest_value_of(int slot);

 private:
  struct FreeSlots {
    void operator()(std::uint64_t* slots) const;
  };
  std::unique_ptr<std::uint64_t[], FreeSlots> owned_;
  std::uint64_t* slots_;
  std::uint64_t count_ = 0;
  std::uint64_t overflow_count_ = 0;
};

}  // namespace fifobench
