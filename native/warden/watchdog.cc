// Counting processes at low cost; see watchdog.h.
#include "warden/watchdog.h"

#include <fcntl.h>

#include "warden/process_table.h"

namespace fifobench {

Watchdog::Watchdog(std::uint64_t process_limit)
    : process_limit_(static_cast<std::int64_t>(process_limit)),
      safe_thread_count_(process_limit_),
      loadavg_(::open("/proc/loadavg", O_RDONLY | O_CLOEXEC)) {}

bool Watchdog::exceeded(const Family& family) {
  const std::int64_t threads = count_all_threads(loadavg_.get());
  if (threads >= 0 && threads <= safe_thread_count_) return false;
  const std::int64_t alive = family.count_alive();
  // The family needs that many more threads before it can be too large. Should others end
  // meanwhile, it could pass the limit by as many; a machine that had room for those has room for
  // these.
  safe_thread_count_ = threads + process_limit_ - alive;
  return alive > process_limit_;
}

}  // namespace fifobench
