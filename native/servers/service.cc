// Computing and waiting; see service.h.
#include "servers/service.h"

#include <sys/prctl.h>

#include <ctime>

#include "servers/signals.h"

namespace fifobench {
namespace {

Nanoseconds own_cpu_ns() {
  timespec time = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}

// By the clock of this thread's own CPU time. By the time of day, two subservers that share a
// processor would both be done after the time of one, and forking would seem to have processors
// that are not there. CPU time never runs faster than the clock, and to read it is a system call,
// unlike the clock: so it is asked only when the clock says that it can be enough.
bool compute(Nanoseconds duration_ns) {
  const Nanoseconds enough_ns = own_cpu_ns() + duration_ns;
  Nanoseconds left_ns = duration_ns;
  while (left_ns > 0) {
    const Nanoseconds earliest_ns = now_ns() + left_ns;
    while (now_ns() < earliest_ns) {
      if (stop_requested()) return false;
    }
    left_ns = enough_ns - own_cpu_ns();
  }
  return true;
}

bool sleep(Nanoseconds duration_ns) {
  const Nanoseconds deadline_ns = now_ns() + duration_ns;
  while (!stop_requested()) {
    if (wait_ready(nullptr, 0, deadline_ns) == Wake::kDeadline) return true;
  }
  return false;
}

}  // namespace

void prepare_service(const Service& service) {
  // The kernel's default of 50 us would be half of a sleep of 100 us; children inherit it.
  if (service.kind == ServiceKind::kSleep) ::prctl(PR_SET_TIMERSLACK, 1);
}

bool perform_service(ServiceKind kind, Nanoseconds duration_ns) {
  return kind == ServiceKind::kCpu ? compute(duration_ns) : sleep(duration_ns);
}

}  // namespace fifobench
