// The tracepoint raw_syscalls:sys_enter as a perf event; see system_call_counter.h.
#include "core/system_call_counter.h"

#include <fcntl.h>
#include <linux/mount.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>

namespace fifobench {
namespace {

constexpr char kTracepointFile[] = "events/raw_syscalls/sys_enter/id";

// Where tracefs is, as a rule. Elsewhere it is opened without being mounted anywhere, so that
// nothing of it is left when the descriptor is closed.
Fd open_trace_directory() {
  Fd usual = open_directory("/sys/kernel/tracing");
  if (usual.valid() && ::faccessat(usual.get(), kTracepointFile, R_OK, 0) == 0) return usual;
  const Fd context(static_cast<int>(::syscall(SYS_fsopen, "tracefs", FSOPEN_CLOEXEC)));
  if (!context.valid() ||
      ::syscall(SYS_fsconfig, context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) < 0) {
    return {};
  }
  return Fd(static_cast<int>(::syscall(SYS_fsmount, context.get(), FSMOUNT_CLOEXEC, 0)));
}

// The number by which the kernel knows the tracepoint; 0: unknown.
std::uint64_t find_tracepoint() {
  const Fd directory = open_trace_directory();
  if (!directory.valid()) return 0;
  const Fd file(::openat(directory.get(), kTracepointFile, O_RDONLY | O_CLOEXEC));
  char digits[32] = {};
  if (!file.valid() || ::read(file.get(), digits, sizeof digits - 1) <= 0) return 0;
  return std::strtoull(digits, nullptr, 10);
}

enum class Extent { kThread, kProgram };

Fd open_event(pid_t pid, Extent extent) {
  perf_event_attr wanted = {};
  wanted.size = sizeof wanted;
  wanted.type = PERF_TYPE_TRACEPOINT;
  wanted.config = find_tracepoint();
  const bool is_program = extent == Extent::kProgram;
  wanted.inherit = is_program;
  wanted.disabled = is_program;
  wanted.enable_on_exec = is_program;
  if (wanted.config == 0) return {};
  constexpr int kAnyCpu = -1;
  constexpr int kNoGroup = -1;
  return Fd(static_cast<int>(::syscall(SYS_perf_event_open, &wanted, pid, kAnyCpu, kNoGroup,
                                       PERF_FLAG_FD_CLOEXEC)));
}

}  // namespace

SystemCallCounter SystemCallCounter::of_this_thread() {
  return SystemCallCounter(open_event(0, Extent::kThread));
}

SystemCallCounter SystemCallCounter::of_program(pid_t pid) {
  return SystemCallCounter(open_event(pid, Extent::kProgram));
}

std::int64_t SystemCallCounter::count() const {
  std::int64_t count = 0;
  if (!event_.valid() || ::read(event_.get(), &count, sizeof count) != sizeof count) return -1;
  return count;
}

}  // namespace fifobench
