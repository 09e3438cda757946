// Forking and reaping; see subservers.h.
#include "servers/subservers.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "servers/signals.h"

namespace fifobench {

Subservers::Subservers(Statistics& statistics)
    : statistics_(statistics), parent_pid_(::getpid()) {
  void* const memory = ::mmap(nullptr, kCountMax * sizeof(Record), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    error_ = -errno;
  } else {
    records_ = static_cast<Record*>(memory);
  }
}

Subservers::~Subservers() {
  if (records_ != nullptr) ::munmap(records_, kCountMax * sizeof(Record));
}

Subservers::Role Subservers::fork_one() {
  if (count_ == kCountMax) {
    ++statistics_.counters.crowd_refusals;
    return Role::kNone;
  }
  own_record_ = free_count_ > 0 ? free_records_[free_count_ - 1] : record_count_;
  const Nanoseconds started_ns = now_ns();
  const pid_t pid = ::fork();
  if (pid == 0) {
    records_[own_record_].child_started_ns = now_ns();
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent may have died before it was asked to take this child along.
    if (::getppid() != parent_pid_) ::_exit(1);
    return Role::kChild;
  }
  if (pid < 0) {
    ++statistics_.counters.fork_failures;
    return Role::kNone;
  }
  statistics_.fork_ns.record(now_ns() - started_ns);
  adopt(pid, started_ns);
  return Role::kParent;
}

void Subservers::adopt(pid_t pid, Nanoseconds fork_started_ns) {
  ++statistics_.counters.forks;
  if (free_count_ > 0) {
    --free_count_;
  } else {
    ++record_count_;
  }
  children_[count_++] = {pid, own_record_, fork_started_ns};
}

void Subservers::reap() {
  while (count_ > 0) {
    const pid_t pid = ::waitpid(-1, nullptr, WNOHANG);
    if (pid <= 0) return;
    settle(pid);
  }
}

// Takes over what an ended child counted. A scan is cheap beside the fork that made the child.
void Subservers::settle(pid_t pid) {
  std::size_t index = 0;
  while (index < count_ && children_[index].pid != pid) ++index;
  if (index == count_) return;
  const Child child = children_[index];
  children_[index] = children_[--count_];
  Record& record = records_[child.record];
  // 0: the child was killed before its first instruction.
  if (record.child_started_ns != 0) {
    statistics_.fork_to_child_ns.record(record.child_started_ns - child.fork_started_ns);
  }
  statistics_.counters += record.counters;
  record = {};
  free_records_[free_count_++] = child.record;
}

void Subservers::stop() {
  signal_all(SIGTERM);
  reap_until(now_ns() + 500 * kMillisecond);
  signal_all(SIGKILL);
  reap_until(now_ns() + kSecond);
}

void Subservers::signal_all(int signal) {
  for (std::size_t index = 0; index < count_; ++index) ::kill(children_[index].pid, signal);
}

void Subservers::reap_until(Nanoseconds deadline_ns) {
  reap();
  while (count_ > 0 && wait_ready(nullptr, 0, deadline_ns) == Wake::kSignal) reap();
}

}  // namespace fifobench
