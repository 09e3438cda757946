// Reaping and killing; see family.h.
#include "warden/family.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "warden/process_table.h"

namespace fifobench {
namespace {

Nanoseconds from_timeval(const timeval& time) {
  return time.tv_sec * kSecond + time.tv_usec * kMicrosecond;
}

void add(ReapedUsage& usage, const rusage& reaped) {
  usage.user_ns += from_timeval(reaped.ru_utime);
  usage.system_ns += from_timeval(reaped.ru_stime);
  usage.voluntary_switches += reaped.ru_nvcsw;
  usage.involuntary_switches += reaped.ru_nivcsw;
  usage.minor_faults += reaped.ru_minflt;
}

}  // namespace

void Family::adopt_orphans() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }

void Family::reap() {
  rusage reaped = {};
  int status = 0;
  pid_t pid = 0;
  std::int64_t others = 0;
  const bool server_lived = !server_ended_;
  while ((pid = ::wait4(-1, &status, WNOHANG, &reaped)) > 0) {
    add(usage_, reaped);
    if (pid == server_pid_) {
      server_ended_ = true;
      wait_status_ = status;
      continue;
    }
    ++others;
    if (std::find(zombies_.begin(), zombies_.end(), pid) != zombies_.end()) ++zombie_count_;
  }
  all_gone_ = pid < 0 && errno == ECHILD;
  // A server that ended without being told to: what comes with it had been dead before.
  if (server_lived && server_ended_ && !zombies_noted_) zombie_count_ = others;
}

void Family::note_zombies() {
  if (server_ended_) return;
  zombies_noted_ = true;
  for (const ProcessState& child : find_children(server_pid_)) {
    if (child.zombie) zombies_.push_back(child.pid);
  }
}

void Family::signal_group(int signal) const {
  if (server_pid_ > 0) ::kill(-server_pid_, signal);
}

std::int64_t Family::count_alive() const {
  const std::vector<ProcessState> all = find_descendants(::getpid());
  return std::count_if(all.begin(), all.end(), [](const auto& one) { return !one.zombie; });
}

std::int64_t Family::kill_all(Nanoseconds deadline_ns) {
  const std::int64_t found = count_alive();
  while (!all_gone_ && now_ns() < deadline_ns) {
    // The group dies in one step, whatever it forks; what left the group is found one by one.
    signal_group(SIGKILL);
    for (const ProcessState& one : find_descendants(::getpid())) {
      if (!one.zombie) ::kill(one.pid, SIGKILL);
    }
    ::poll(nullptr, 0, 1);
    reap();
  }
  return found;
}

}  // namespace fifobench
