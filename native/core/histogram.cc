// Slots, and reading a histogram; see histogram.h.
#include "core/histogram.h"

#include <cmath>
#include <cstdlib>

namespace fifobench {

Histogram::Histogram()
    : owned_(static_cast<std::uint64_t*>(std::calloc(kSlotCount, sizeof(std::uint64_t)))),
      slots_(owned_.get()) {
  if (!owned_) std::abort();
}

void Histogram::FreeSlots::operator()(std::uint64_t* slots) const { std::free(slots); }

void Histogram::clear() {
  for (int slot = 0; slot < kSlotCount; ++slot) {
    std::atomic_ref<std::uint64_t>(slots_[slot]).store(0, std::memory_order_relaxed);
  }
  count_ = 0;
  overflow_count_ = 0;
}

Nanoseconds Histogram::value_at_ratio(double ratio) const {
  if (count_ == 0) return 0;
  const double wanted = std::ceil(ratio * static_cast<double>(count_));
  const auto rank = wanted < 1 ? 1 : static_cast<std::uint64_t>(wanted);
  std::uint64_t seen = 0;
  for (int slot = 0; slot < kSlotCount; ++slot) {
    seen += count_at(slot);
    if (seen >= rank) return highest_value_of(slot);
  }
  return kHighestTrackable;
}

Nanoseconds Histogram::lowest_value_of(int slot) {
  // The first bucket uses both halves of its sub-buckets, each later one only its upper half.
  int bucket = (slot >> kSubBucketHalfBits) - 1;
  std::int64_t sub_bucket = (slot & (kSubBucketHalfCount - 1)) + kSubBucketHalfCount;
  if (bucket < 0) {
    bucket = 0;
    sub_bucket -= kSubBucketHalfCount;
  }
  return sub_bucket << bucket;
}

Nanoseconds Histogram::highest_value_of(int slot) {
  const int bucket = slot < 2 * kSubBucketHalfCount ? 0 : (slot >> kSubBucketHalfBits) - 1;
  return lowest_value_of(slot) + (std::int64_t{1} << bucket) - 1;
}

}  // namespace fifobench
