// A server as its clients see it: how it speaks, the directory of its well-known pipe, news of that
// pipe, and whether it still has children. The pipe is looked at, never opened, except by a
// client's attempt.
#pragma once

#include <cstdint>
#include <string>

#include "client/block_plan.h"
#include "client/wire.h"
#include "core/fd.h"
#include "core/fifo.h"

namespace fifobench {

class Target {
 public:
  // Opens directories and watch and prepares the messages. Returns 0 or the negated errno;
  // `failed_operation` then names what failed. The plan must outlive the target.
  int open(const TargetPlan& plan, std::uint32_t payload_bytes, const char*& failed_operation);

  Wire& wire() { return wire_; }
  const Wire& wire() const { return wire_; }
  // Readable when a name appeared in the well-known pipe's directory.
  int news_fd() const { return news_.get(); }
  // Empties the news; returns 0 or the negated errno.
  int read_news();

  // A client's attempt: a descriptor, or the negated errno of open_write_end.
  int open_well_known_pipe() const;
  bool well_known_pipe_exists() const;
  // Whether the name stands for another FIFO than that one, or for none.
  bool well_known_pipe_replaced(const FifoIdentity& mine) const;
  bool well_known_pipe_replaced(int open_end_fd) const;
  // False while the server is known to have children; true where that cannot be known.
  bool children_gone() const;

 private:
  int open_wkp_directory(const TargetPlan& plan);
  int wkp_directory() const {
    return wkp_directory_.valid() ? wkp_directory_.get() : directory_.get();
  }

  Fd directory_;
  Fd wkp_directory_;  // where it is another one
  std::string wkp_name_;
  Fd news_;
  Fd children_;
  Wire wire_;
};

}  // namespace fifobench
