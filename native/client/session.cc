// The handshake of a session, step by step; see session.h.
#include "client/session.h"

#include <unistd.h>

#include <cerrno>

namespace fifobench {

Step Session::fail(Phase phase, Cause cause, int error) {
  failed_phase_ = phase;
  failed_cause_ = cause;
  error_ = error;
  return Step::kFailed;
}

void Session::give_up(Cause cause, int error) {
  const bool sends_name = message_ == Message::kConnect && wants_write;
  const Phase phase = state == SessionState::kConnecting && !sends_name ? Phase::kConnect
                      : state == SessionState::kAcknowledging && is_reading_ ? Phase::kAck
                                                                             : writing_phase();
  fail(phase, cause, error);
}

Phase Session::writing_phase() const {
  return message_ == Message::kConnect    ? Phase::kSend
         : message_ == Message::kResponse ? Phase::kRespond
                                          : Phase::kOperation;
}

Step Session::start(Target& target, std::uint32_t id) {
  stamps.started = now_ns();
  return prepare(target, id);
}

Step Session::start_again(Target& target, std::uint32_t id) { return prepare(target, id); }

Step Session::prepare(Target& target, std::uint32_t id) {
  values_.set_id(id);
  values_.seq = 0;
  values_.ack_number = 0;
  values_.ack_bytes = 0;
  message_ = Message::kConnect;
  operations_done = 0;
  carried_bytes_ = 0;
  is_reading_ = is_over = is_operating = heard_ = attempt_counted = false;
  wkp_identity_ = {};
  if (const int made = make_fifos(target); made < 0) {
    return fail(Phase::kPrepare, Cause::kSystem, -made);
  }
  stamps.prepared = now_ns();
  state = SessionState::kConnecting;
  if (target.wire().connects_by_wkp()) return connect(target);
  stamps.connected = stamps.sent = stamps.prepared;
  return name_sent(target);
}

Step Session::connect(Target& target) {
  const int fd = target.open_well_known_pipe();
  if (fd < 0) {
    // ENOENT: not made yet. ENXIO: made, but the server has not opened it yet.
    if (fd == -ENOENT || fd == -ENXIO) return await_opening(-fd);
    return fail(Phase::kConnect, Cause::kSystem, -fd);
  }
  wants_open = false;
  server_end_.reset(fd);
  stamps.connected = now_ns();
  if (!target.wire().frame(Message::kConnect).empty()) return send(target, Message::kConnect);
  stamps.sent = stamps.connected;
  return name_sent(target);
}

// The server knows of this client now, where it is ever told, so its answer may come at any time.
Step Session::name_sent(Target& target) {
  state = SessionState::kAcknowledging;
  message_ = Message::kResponse;
  wants_read = private_end_.valid();
  if (has_own_fifo_) {
    const int opened = open_own_fifo(target);
    if (opened < 0 && opened != -ENXIO) return fail(Phase::kRespond, Cause::kSystem, -opened);
    wants_open = opened < 0;
    error_ = -opened;
  }
  if (!target.wire().ack().empty()) return begin_reading(target);
  stamps.acked = stamps.sent;
  return respond(target);
}

Step Session::acknowledged(Target& target) {
  stamps.acked = now_ns();
  is_reading_ = false;
  const Wire& wire = target.wire();
  int result = remove_names(wire, UnlinkedAt::kAfterAck);
  if (result == 0 && wire.reopens_down()) result = open_down_again(target);
  if (result < 0) return fail(Phase::kRespond, Cause::kSystem, -result);
  return respond(target);
}

Step Session::respond(Target& target) {
  if (!target.wire().frame(Message::kResponse).empty()) return send(target, Message::kResponse);
  if (wants_open) return Step::kWaiting;
  stamps.established = has_own_fifo_ ? now_ns() : stamps.acked;
  return establish();
}

Step Session::establish() {
  state = SessionState::kOperating;
  return Step::kEstablished;
}

bool Session::pipe_is_replaced(const Target& target) const {
  return server_end_.valid() ? target.well_known_pipe_replaced(server_end_.get())
                             : target.well_known_pipe_replaced(wkp_identity_);
}

void Session::close() {
  private_name_.remove();
  own_name_.remove();
  server_end_.reset();
  private_end_.reset();
  own_end_.reset();
  state = SessionState::kIdle;
  wants_read = wants_write = wants_open = false;
  read_watched = write_watched = false;
  watched_fd = -1;
}

}  // namespace fifobench
