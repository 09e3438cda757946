// One client from its connect message to its end. It cannot hold the server for longer than the
// deadline of its phase: both ends are watched, all the time or, where reads block, at each tick.
//
//   connect -> open private FIFO, acknowledge -> await response -> echo requests -> end
//              (phase deadline)                  (phase deadline)  (idle deadline)
//
// A reply is its request, byte for byte, so requests are echoed as they arrive; but reading never
// waits for writing, for a client may send a whole request before it reads. Where operations take
// time, a request is first read in full, then served, and then its reply is written.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/fd.h"
#include "core/seed_profile.h"
#include "servers/server.h"
#include "servers/signals.h"
#include "servers/well_known_pipe.h"

namespace fifobench {

class ServerSession {
 public:
  // `pipe` is the incarnation that the client has open. Where its reads block, start_ticks must
  // have been called, for it is a tick that ends a read whose deadline has passed.
  ServerSession(const Server& server, const WellKnownPipe& pipe, Counters& counters)
      : server_(server),
        counters_(counters),
        wkp_fd_(pipe.read_end()),
        read_blocks_(pipe.read_blocks()) {}

  // Serves the client that sent `connect`, until it or this server ends the session.
  void serve(const seed::Message& connect);

 private:
  // Those that return bool are false when the session is over; the reason has been counted.
  bool open_private();
  bool acknowledge();
  void read_and_write_nothing(std::uint64_t times);
  void converse();
  void begin_phase(Nanoseconds timeout_ns);
  Nanoseconds deadline_ns();
  bool advance();
  bool await_event(bool output_waits, bool& input_waits);
  bool look_up();
  bool take_input();
  bool accept_frame();
  bool accept_control_frame(const char* frame, std::size_t size);
  bool complete_operation();
  bool flush_output();
  void cut(std::size_t size);
  void forget_echoed();
  bool fail(std::uint64_t& counter);
  bool fail_as_garbage();
  bool refuse_waiting();
  bool end();
  bool between_requests() const { return frame_left_ == 0 && written_ == filled_; }

  const Server& server_;
  Counters& counters_;
  int wkp_fd_;
  bool read_blocks_;
  Fd private_end_;
  seed::Message connect_ = {};
  Nanoseconds phase_timeout_ns_ = 0;
  Nanoseconds deadline_ns_ = kNever;  // not known yet
  bool established_ = false;
  bool progressed_ = false;  // since the idle deadline was set
  // In server_.buffer, written_ <= released_ <= accepted_ <= filled_: what is echoed, what may be
  // echoed now, what belongs to requests, and what has been read.
  std::size_t written_ = 0;
  std::size_t released_ = 0;
  std::size_t accepted_ = 0;
  std::size_t filled_ = 0;
  std::size_t frame_left_ = 0;  // bytes of the request in progress that have not been accepted
  std::uint64_t operation_count_ = 0;
};

}  // namespace fifobench
