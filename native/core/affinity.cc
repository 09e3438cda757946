// Pins threads; see affinity.h.
#include "core/affinity.h"

#include <cerrno>

namespace fifobench {

int pin_this_thread(std::span<const int> cpus) {
  cpu_set_t wanted;
  CPU_ZERO(&wanted);
  for (const int cpu : cpus) {
    if (cpu < 0 || cpu >= CPU_SETSIZE) return -EINVAL;
    CPU_SET(static_cast<std::size_t>(cpu), &wanted);
  }
  return ::sched_setaffinity(0, sizeof wanted, &wanted) == 0 ? 0 : -errno;
}

}  // namespace fifobench
