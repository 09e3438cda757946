// Operations: who speaks, and when one is done; see session.h.
#include <cerrno>

#include "client/session.h"

namespace fifobench {

Step Session::operate(Target& target) {
  const Wire& wire = target.wire();
  values_.seq = operations_done + 1;
  is_operating = true;
  request_done_ = reply_done_ = false;
  stamps.operation_started = now_ns();
  if (wire.fifo_per_operation() && (operations_done > 0 || heard_)) {
    const int made = make_down_fifo(target);
    if (made < 0) return fail(Phase::kOperation, Cause::kSystem, -made);
  }
  message_ = Message::kRequest;
  const OperationPattern pattern = wire.profile().operation;
  progress_ = {};
  if (pattern == OperationPattern::kSendOnly) return send(target, Message::kRequest);
  const Step step = begin_reading(target);
  // A server that answers before it is asked is let finish its sentence.
  if (pattern != OperationPattern::kRequestReply || step == Step::kFailed) return step;
  return send(target, Message::kRequest);
}

Step Session::request_written(Target& target) {
  request_done_ = true;
  const bool awaits_reply =
      target.wire().profile().operation == OperationPattern::kRequestReply && !reply_done_;
  return awaits_reply ? Step::kWaiting : finish_operation(target);
}

Step Session::replied(Target& target) {
  is_reading_ = false;
  reply_done_ = true;
  switch (target.wire().profile().operation) {
    case OperationPattern::kServerFirst:
      return send(target, Message::kRequest);
    case OperationPattern::kRequestReply:
      return request_done_ ? finish_operation(target) : Step::kWaiting;
    default:
      return finish_operation(target);
  }
}

Step Session::finish_operation(Target& target) {
  const Wire& wire = target.wire();
  stamps.operation_ended = now_ns();
  ++operations_done;
  is_operating = false;
  const bool is_heard = wire.profile().operation != OperationPattern::kSendOnly;
  if (is_heard && wire.reopens_down()) {
    const int opened = open_down_again(target);
    if (opened < 0) return fail(Phase::kOperation, Cause::kSystem, -opened);
  }
  return Step::kFinished;
}

Step Session::take_leave(Target& target) {
  if (target.wire().frame(Message::kEnd).empty()) return Step::kLeft;
  return send(target, Message::kEnd);
}

std::uint64_t Session::operation_bytes(Target& target) const {
  return target.wire().carried_payload_bytes() + progress_.body_bytes;
}

}  // namespace fifobench
