// Reading a client's distribution; see client_tally.h.
#include "client/client_tally.h"

#include <algorithm>
#include <cmath>

namespace fifobench {

Nanoseconds ClientTally::response_at_ratio(double ratio) const {
  const double wanted = std::ceil(ratio * static_cast<double>(established_));
  const auto rank = wanted < 1 ? 1 : static_cast<std::uint64_t>(wanted);
  std::uint64_t seen = 0;
  for (std::size_t bar = 0; bar + 1 < ResponseBars::kCount; ++bar) {
    seen += bars_[bar];
    if (seen >= rank) return std::min(ResponseBars::highest_response_of(bar), response_max_ns_);
  }
  return response_max_ns_;
}

}  // namespace fifobench
