// One simulated client: a state machine over non-blocking calls, from its private FIFOs to the
// close of all ends. It follows the profile that its target's wire was made from, and knows nothing
// of the other clients, of time limits or of the event loop.
//
//   idle ─▶ queued ─start─▶ connecting ─▶ acknowledging ─▶ operating ─take_leave─▶ leaving
//                             │    ▲        │    ▲           │    ▲
//                             └────┘        └────┘           └────┘ operate
//                            no pipe yet   acknowledgement,  messages either way
//                                          own FIFO to be opened
//
// A profile may leave steps of the handshake out. A session is established by the last step that
// there is: the response is written; else the FIFO of its own that it writes to is open; else the
// acknowledgement is read; else the connect message is written; else the well-known pipe is open;
// and else, where that is opened for each message and none belongs to the handshake, the private
// FIFO is made.
//
// Every state may end in `failed`; the owner then calls `close` and may begin again.
#pragma once

#include <cstdint>

#include "client/record.h"
#include "client/target.h"
#include "core/fd.h"
#include "core/fifo.h"

namespace fifobench {

enum class SessionState : std::uint8_t {
  kIdle,
  kQueued,         // has a ticket of the quota, waits for the gate
  kConnecting,     // has its private FIFOs, has not said who it is
  kAcknowledging,  // has said so
  kOperating,      // established
  kLeaving,        // done, holds its ends open until the gate may be released
};

// What a step came to. kWaiting: for what wants_read, wants_write and wants_open say.
enum class Step : std::uint8_t { kWaiting, kEstablished, kFinished, kLeft, kFailed };

class Session {
 public:
  // Makes the private FIFOs, connects, and goes on as far as it can without waiting.
  Step start(Target& target, std::uint32_t id);
  // The same after a collision: the handshake goes on from its first start, with new FIFOs.
  Step start_again(Target& target, std::uint32_t id);
  // To be called when the private FIFO became readable.
  Step on_readable(Target& target);
  // To be called when the pipe that is written to has room again.
  Step on_writable(Target& target);
  // To be called now and then while wants_open: tries again to open what error() tells of.
  Step open_again(Target& target);
  // Begins the next operation. kFinished: it is done.
  Step operate(Target& target);
  // Sends what clients say at the end. kLeft: nothing more is to be sent.
  Step take_leave(Target& target);
  // Gives everything back, whatever the state, and is idle.
  void close();

  // Where and why the last step failed.
  Phase failed_phase() const { return failed_phase_; }
  Cause failed_cause() const { return failed_cause_; }
  int error() const { return error_; }
  // Lets the owner fail the session for a reason of its own, such as a deadline.
  void give_up(Cause cause, int error);

  SessionState state = SessionState::kIdle;
  bool recorded = false;
  bool holds_gate = false;
  // To be watched for: something to read, and room in the pipe that is written to. To be tried
  // again: a pipe that is not there, or that nobody reads yet.
  bool wants_read = false;
  bool wants_write = false;
  bool wants_open = false;
  // What the owner does about it; `read_watched` becomes false when the private FIFO is another.
  bool read_watched = false;
  bool write_watched = false;
  bool pipe_watched = false;
  bool open_awaited = false;
  bool attempt_counted = false;
  int watched_fd = -1;
  // An operation is under way; the server ended the session with a reply; the next operation waits
  // for the gate; or for the other sessions, to let them go first.
  bool is_operating = false;
  bool is_over = false;
  bool awaits_gate = false;
  bool is_runnable = false;
  std::uint32_t operations_done = 0;

  // Of the attempt in progress; differs from one to the next.
  std::uint32_t id() const { return values_.id; }
  int private_fd() const { return private_end_.get(); }
  // Of the well-known pipe; -1 where it is not held open.
  int server_fd() const { return server_end_.get(); }
  // Of the pipe that is being written to.
  int writing_fd() const { return writes_to_own_fifo() ? own_end_.get() : server_end_.get(); }
  // What is waited for is the well-known pipe.
  bool awaits_well_known_pipe() const { return wants_open && !writes_to_own_fifo(); }
  // Whether the well-known pipe that this session used is there no more.
  bool pipe_is_replaced(const Target& target) const;
  // Of the last operation: the payload, and the body that came back.
  std::uint64_t operation_bytes(Target& target) const;

  struct Stamps {
    // `intended`: when the plan, or the end of its last session, wanted this client to start.
    // `free_since`: when its slot was free again. `issued`: when the engine took it up.
    Nanoseconds intended, free_since, issued;
    Nanoseconds started, prepared, connected, sent, acked, established;
    Nanoseconds operation_started, operation_ended;
  };
  Stamps stamps = {};

  // Links of the owner's lists: deadline, and waiting for a pipe or for time.
  Session* earlier = nullptr;
  Session* later = nullptr;
  Nanoseconds deadline_ns = 0;
  Session* next_waiting = nullptr;

 private:
  // What follows the end of a line and is not ours to read yet.
  static constexpr std::size_t kCarriedBytesMax = 512;

  Step fail(Phase phase, Cause cause, int error = 0);
  Phase writing_phase() const;

  // The handshake (session.cc).
  Step prepare(Target& target, std::uint32_t id);
  Step connect(Target& target);
  Step connected(Target& target);
  Step name_sent(Target& target);
  Step acknowledged(Target& target);
  Step respond(Target& target);
  Step establish();

  // Private FIFOs (session_fifos.cc).
  int make_down_fifo(Target& target);
  int make_fifos(Target& target);
  int open_down_again(Target& target);
  int open_down(int directory_fd, const char* name);
  int open_own_fifo(Target& target);
  int remove_names(const Wire& wire, UnlinkedAt moment);
  static int remove_name(FifoName& name, const Wire& wire);

  // Messages in either direction (session_messages.cc).
  Step send(Target& target, Message message);
  Step write(Target& target);
  Step await_opening(int error);
  Step written(Target& target);
  bool writes_to_own_fifo() const { return has_own_fifo_ && message_ != Message::kConnect; }
  Step begin_reading(Target& target);
  Step read(Target& target);
  Step digest(Target& target, std::string_view bytes);
  Step end_of_file(Target& target);
  Step read_ahead(Target& target);

  // Operations (session_operations.cc).
  Step request_written(Target& target);
  Step replied(Target& target);
  Step finish_operation(Target& target);

  Phase failed_phase_ = Phase::kPrepare;
  Cause failed_cause_ = Cause::kSystem;
  int error_ = 0;

  Message message_ = Message::kConnect;  // being written, or the next one that may be
  bool is_reading_ = false;
  bool request_done_ = false;
  bool reply_done_ = false;
  bool has_own_fifo_ = false;   // to write to
  bool heard_ = false;          // the server has opened the private FIFO
  std::uint16_t carried_bytes_ = 0;
  std::size_t sent_bytes_ = 0;
  Fd private_end_;
  Fd server_end_;
  Fd own_end_;
  FifoIdentity wkp_identity_;  // of a pipe that is not held open
  ReadProgress progress_;
  WireValues values_;
  FifoName private_name_;
  FifoName own_name_;
  char carried_[kCarriedBytesMax] = {};
};

// Thousands of them fit into the memory of a small machine, whatever they send.
static_assert(sizeof(Session) <= 4096);

}  // namespace fifobench
