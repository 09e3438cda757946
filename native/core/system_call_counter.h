// Counts system calls by the kernel's own tracepoint, exactly. While a counter exists, every system
// call of the machine takes the kernel's longer way, so times are not measured meanwhile.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <utility>

#include "core/fd.h"

namespace fifobench {

class SystemCallCounter {
 public:
  // Counts nothing.
  SystemCallCounter() = default;
  // Of the calling thread, from now on.
  static SystemCallCounter of_this_thread();
  // Of a process that has not executed its command yet: from then on, with all threads and children
  // that it will have.
  static SystemCallCounter of_program(pid_t pid);

  // How many so far; -1: this counts nothing, or the kernel does not let us. That takes Linux 5.2
  // and, as a rule, root.
  std::int64_t count() const;

 private:
  explicit SystemCallCounter(Fd event) : event_(std::move(event)) {}

  Fd event_;
};

}  // namespace fifobench
