// Looks every 50 ms whether the server has made too many processes. As a look must cost nothing
// that a measurement could see, it reads one number, the threads of the whole system, and counts
// the server's processes only when that number leaves room for too many.
#pragma once

#include <cstdint>

#include "core/clock.h"
#include "core/fd.h"
#include "warden/family.h"

namespace fifobench {

class Watchdog {
 public:
  static constexpr Nanoseconds kPeriod = 50 * kMillisecond;

  explicit Watchdog(std::uint64_t process_limit);

  // Whether the family has more members than the limit.
  bool exceeded(const Family& family);

 private:
  std::int64_t process_limit_;
  // Below so many threads in the system the limit cannot have been passed.
  std::int64_t safe_thread_count_;
  Fd loadavg_;
};

}  // namespace fifobench
