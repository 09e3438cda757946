// Where the slots lie, and reading them; see live_latencies.h.
#include "client/live_latencies.h"

namespace fifobench {
namespace {

// Adds up `histogram_of(thread)` of all threads.
template <typename HistogramOf>
LiveLatencies::Bars bars_of(int thread_count, HistogramOf histogram_of) {
  std::vector<std::uint64_t> totals(LiveSlots::kSlotCount);
  for (int thread = 0; thread < thread_count; ++thread) {
    const Histogram histogram = histogram_of(thread);
    for (int slot = 0; slot < Histogram::kSlotCount; ++slot) {
      totals[static_cast<std::size_t>(slot)] += histogram.count_at(slot);
    }
  }
  LiveLatencies::Bars bars;
  for (int slot = 0; slot < Histogram::kSlotCount; ++slot) {
    const std::uint64_t count = totals[static_cast<std::size_t>(slot)];
    if (count > 0) bars.push_back({slot, count});
  }
  return bars;
}

}  // namespace

LiveSlots LiveLatencies::at(int thread, std::size_t target) const {
  if (slots_ == nullptr) return LiveSlots(nullptr);
  const std::size_t place = static_cast<std::size_t>(thread) * target_count_ + target;
  return LiveSlots(slots_ + place * LiveSlots::kBytes / sizeof(std::uint64_t));
}

LiveLatencies::Bars LiveLatencies::latency(int thread_count, std::size_t target) const {
  return bars_of(thread_count, [&](int thread) { return at(thread, target).latency(); });
}

LiveLatencies::Bars LiveLatencies::censored(int thread_count, std::size_t target) const {
  return bars_of(thread_count, [&](int thread) { return at(thread, target).censored(); });
}

}  // namespace fifobench
