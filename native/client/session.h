// One simulated client: a state machine over non-blocking calls, from its private FIFO to the close
// of both ends. It knows nothing of the other clients, of time limits or of the event loop.
//
//   idle ─▶ queued ─start─▶ connecting ─connect─▶ acknowledging ─on_ready─▶ operating ─▶ leaving
//                             │    ▲                                        │    ▲
//                             └────┘ no pipe yet                            └────┘ operate
//
// Every state may end in `failed`; the owner then calls `close` and may begin again.
#pragma once

#include <cstdint>
#include <memory>

#include "client/record.h"
#include "client/target.h"
#include "core/fd.h"
#include "core/fifo.h"
#include "core/seed_profile.h"

namespace fifobench {

enum class SessionState : std::uint8_t {
  kIdle,
  kQueued,         // has a ticket of the quota, waits for the gate
  kConnecting,     // has its private FIFO, waits for a well-known pipe
  kAcknowledging,  // has sent its name
  kOperating,      // established, requests go out
  kLeaving,        // done, holds its end open until the gate may be released
};

// What a step came to.
enum class Step : std::uint8_t { kWaiting, kNoPipe, kEstablished, kFinished, kFailed };

// The bytes of requests and replies, shared by all sessions of a thread. Each request differs in
// its first bytes, so that a reply that belongs to another session cannot pass for one's own.
class Payload {
 public:
  explicit Payload(std::uint32_t payload_bytes);

  std::size_t frame_bytes() const { return frame_bytes_; }
  // The whole request of a session's operation; valid until the next call.
  const char* frame(std::uint32_t session_id, std::uint32_t operation);
  char* scratch() { return scratch_.get(); }
  static constexpr std::size_t kScratchBytes = 65536;

 private:
  std::size_t frame_bytes_;
  std::unique_ptr<char[]> frame_;
  std::unique_ptr<char[]> scratch_;
};

class Session {
 public:
  // Makes the private FIFO `c/ID` and opens it; then as connect().
  Step start(const Target& target, std::uint32_t id);
  // The same after a collision: the handshake goes on from its first start, with a new FIFO.
  Step start_again(const Target& target, std::uint32_t id);
  // Tries to open the well-known pipe and to send the name. kNoPipe: not there yet, see error().
  Step connect(const Target& target);
  // To be called when the private FIFO became readable. kFinished: one operation is done.
  Step on_readable(Payload& payload);
  // To be called when the well-known pipe has room again.
  Step on_writable(Payload& payload);
  // Begins the next operation.
  Step operate(Payload& payload);
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
  // Waiting for room in the well-known pipe (only with payloads larger than the pipe), and whether
  // the owner watches for it.
  bool wants_write = false;
  bool write_watched = false;
  std::uint32_t operations_done = 0;

  // Of the attempt in progress; differs from one to the next.
  std::uint32_t id() const { return id_; }
  int private_fd() const { return private_end_.get(); }
  int server_fd() const { return server_end_.get(); }

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
  Step fail(Phase phase, Cause cause, int error = 0);
  Step make_private_fifo(const Target& target, std::uint32_t id);
  Step send_name();
  Step read_acknowledgement();
  Step respond();
  Step write_request(Payload& payload);
  Step read_reply(Payload& payload);

  Phase failed_phase_ = Phase::kPrepare;
  Cause failed_cause_ = Cause::kSystem;
  int error_ = 0;
  std::uint32_t id_ = 0;
  std::size_t sent_bytes_ = 0;
  std::size_t received_bytes_ = 0;
  Fd private_end_;
  Fd server_end_;
  FifoName private_name_;
  seed::Message message_ = {};  // of this session; its tag changes as it goes
  seed::Message acknowledgement_ = {};
};

}  // namespace fifobench
