// The gate: at most one simulated client, over all threads, is between the open of a well-known
// pipe and the moment that it is known to be gone. Threads are served in the order in which they
// asked.
#pragma once

#include <cstdint>

#include "client/coordination.h"

namespace fifobench {

class Gate {
 public:
  Gate(Coordination& shared, int thread_index) : shared_(shared), thread_index_(thread_index) {}

  // Queues this thread; a thread holds or awaits at most one ticket.
  void request();
  bool requested() const { return requested_; }
  // Whether the requested ticket's turn has come.
  bool granted() const {
    return requested_ && shared_.serving.load(std::memory_order_seq_cst) == ticket_;
  }
  // Hands a granted gate on. Returns the index of another thread that must be woken, or -1.
  int release();

 private:
  Coordination& shared_;
  int thread_index_;
  bool requested_ = false;
  std::uint64_t ticket_ = 0;
};

}  // namespace fifobench
