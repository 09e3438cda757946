// A server as its clients see it: the directory of its well-known pipe, news of that pipe, and
// whether it still has children. The pipe is looked at, never opened, except by a client's attempt.
#pragma once

#include <cstdint>

#include "client/block_plan.h"
#include "core/fd.h"
#include "core/fifo.h"

namespace fifobench {

class Target {
 public:
  // Opens directory, private directory and watch. Returns 0 or the negated errno;
  // `failed_operation` then names the call.
  int open(const TargetPlan& plan, const char*& failed_operation);

  int directory() const { return directory_.get(); }
  int private_directory() const { return private_directory_.get(); }
  // Readable when a name appeared in the directory.
  int news_fd() const { return news_.get(); }
  // Empties the news; returns 0 or the negated errno.
  int read_news();

  bool well_known_pipe_exists() const;
  // Whether the name stands for another FIFO than the open end, or for none.
  bool well_known_pipe_replaced(int open_end_fd) const;
  // False while the server is known to have children; true where that cannot be known.
  bool children_gone() const;

 private:
  Fd directory_;
  Fd private_directory_;
  Fd news_;
  Fd children_;
};

}  // namespace fifobench
