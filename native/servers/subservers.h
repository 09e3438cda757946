// The live children of a forking server: made, counted, reaped and, at the end, stopped. What a
// child counts comes back through shared memory that only it writes while it lives, so nothing is
// atomic.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

#include "core/clock.h"
#include "servers/counters.h"
#include "servers/statistics.h"

namespace fifobench {

class Subservers {
 public:
  static constexpr std::size_t kCountMax = 20'000;

  enum class Role { kParent, kChild, kNone };  // kNone: no child was made

  explicit Subservers(Statistics& statistics);
  ~Subservers();
  Subservers(const Subservers&) = delete;
  Subservers& operator=(const Subservers&) = delete;

  // 0, or the negated errno with which the shared memory was denied.
  int error() const { return error_; }

  // Forks. In the child, own_counters() is where it counts, and it dies with its parent; it must
  // leave by _exit(2).
  Role fork_one();
  Counters& own_counters() { return records_[own_record_].counters; }

  // Reaps every child that has ended, without waiting.
  void reap();

  // SIGTERM to each child, then SIGKILL to those that outlive a grace of half a second; all reaped.
  void stop();

 private:
  // Shared with the child.
  struct Record {
    Nanoseconds child_started_ns;
    Counters counters;
  };
  struct Child {
    pid_t pid;
    std::uint32_t record;
    Nanoseconds fork_started_ns;
  };

  void adopt(pid_t pid, Nanoseconds fork_started_ns);
  void settle(pid_t pid);
  void signal_all(int signal);
  void reap_until(Nanoseconds deadline_ns);

  Statistics& statistics_;
  pid_t parent_pid_;
  Record* records_ = nullptr;
  int error_ = 0;
  std::uint32_t own_record_ = 0;
  std::size_t count_ = 0;
  std::uint32_t record_count_ = 0;  // ever used; those given back are in free_records_
  std::size_t free_count_ = 0;
  Child children_[kCountMax];  // the first count_ are alive or not yet reaped
  std::uint32_t free_records_[kCountMax];
};

}  // namespace fifobench
