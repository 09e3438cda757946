// Which processors a thread may run on. The processors that a thread had before are given back to
// it when its owner dies.
#pragma once

#include <sched.h>

#include <span>

namespace fifobench {

// Leaves the calling thread on those processors only; 0 or the negated errno, -EINVAL for none. New
// threads and child processes inherit it.
int pin_this_thread(std::span<const int> cpus);

// Remembers the processors of the calling thread, which must also be the one that destroys it.
class AffinityKeeper {
 public:
  AffinityKeeper() : known_(::sched_getaffinity(0, sizeof before_, &before_) == 0) {}
  AffinityKeeper(const AffinityKeeper&) = delete;
  AffinityKeeper& operator=(const AffinityKeeper&) = delete;
  ~AffinityKeeper() {
    if (known_) ::sched_setaffinity(0, sizeof before_, &before_);
  }

 private:
  cpu_set_t before_ = {};
  bool known_;
};

}  // namespace fifobench
