// One incarnation after the other of the well-known pipe: its name, and the read end through which
// clients arrive. The name is removed when the owner dies.
#pragma once

#include <cstdint>

#include "core/fd.h"
#include "core/fifo.h"
#include "servers/server.h"

namespace fifobench {

enum class Arrival {
  kConnected,    // a client with a usable name; all others that waited have been refused
  kNobody,       // only garbage, or a client that was refused: give this incarnation up
  kInterrupted,  // by a signal, or by a client that left without a word: wait again
};

class WellKnownPipe {
 public:
  // kBlocking: the open waits for a client and the read for its message. kPolling: the pipe is open
  // at once and wait_ready waits.
  enum class Waiting { kBlocking, kPolling };

  WellKnownPipe(int directory_fd, Waiting waiting)
      : directory_fd_(directory_fd), waiting_(waiting) {}

  // Removes a FIFO that an earlier server left. 0, -EEXIST when the name belongs to something else,
  // or another negated errno.
  int remove_stale();

  // Makes the next incarnation; 0 or the negated errno. When polling, it is open for reading then.
  int create();

  // Waits for the next arrival on this incarnation; `connect` is set only for kConnected.
  Arrival await_connect(const Server& server, seed::Message& connect, Counters& counters);

  void remove_name() { name_.remove(); }
  void close_read_end() { read_end_.reset(); }
  int read_end() const { return read_end_.get(); }
  // Whether a read from this incarnation waits for bytes.
  bool read_blocks() const { return read_blocks_; }

 private:
  Arrival reopen();
  bool is_to_be_refused(const Server& server);

  int directory_fd_;
  Waiting waiting_;
  FifoName name_;
  Fd read_end_;
  bool read_blocks_ = false;
  std::uint64_t client_count_ = 0;  // of all incarnations
};

}  // namespace fifobench
