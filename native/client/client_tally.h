// What each client of a thread got out of a block: how many handshakes, and how long their
// responses took. A client's distribution takes a few hundred bytes where a full histogram takes
// 216 KiB; response_bars.h says how exact it is. Nothing here allocates after construction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "client/response_bars.h"
#include "core/clock.h"

namespace fifobench {

class ClientTally {
 public:
  // Negative responses count as 0.
  void record(Nanoseconds response_ns) {
    if (response_ns < 0) response_ns = 0;
    ++established_;
    response_sum_ns_ += response_ns;
    if (response_ns > response_max_ns_) response_max_ns_ = response_ns;
    ++bars_[ResponseBars::bar_of(response_ns)];
  }

  std::uint64_t established() const { return established_; }
  Nanoseconds response_sum_ns() const { return response_sum_ns_; }
  // The upper end of the bar in which `ratio` (0 to 1) of the responses is reached, or the longest
  // response where that is less. 0 without a response.
  Nanoseconds response_at_ratio(double ratio) const;

 private:
  std::uint64_t established_ = 0;
  Nanoseconds response_sum_ns_ = 0;
  Nanoseconds response_max_ns_ = 0;
  std::array<std::uint32_t, ResponseBars::kCount> bars_ = {};
};

// One for each client. A client may cost 4 KiB in all, with a tally for each of three targets and
// its session.
using ClientTallies = std::vector<ClientTally>;
static_assert(sizeof(ClientTally) <= 768);

}  // namespace fifobench
