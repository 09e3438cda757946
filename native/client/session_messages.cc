// Writing and reading messages, in as many pieces as it takes; see session.h.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "client/session.h"

namespace fifobench {

Step Session::send(Target& target, Message message) {
  message_ = message;
  sent_bytes_ = 0;
  return write(target);
}

Step Session::await_opening(int error) {
  error_ = error;
  wants_open = true;
  return Step::kWaiting;
}

Step Session::open_again(Target& target) {
  if (state == SessionState::kConnecting) return connect(target);
  if (!writes_to_own_fifo()) return write(target);
  const int opened = open_own_fifo(target);
  if (opened == -ENXIO) return await_opening(ENXIO);
  if (opened < 0) return fail(Phase::kRespond, Cause::kSystem, -opened);
  // What was to be written waits for this; while the acknowledgement is awaited, nothing does.
  if (is_reading_ && state == SessionState::kAcknowledging) return Step::kWaiting;
  return state == SessionState::kAcknowledging ? respond(target) : write(target);
}

Step Session::on_writable(Target& target) {
  return wants_write ? write(target) : Step::kWaiting;
}

Step Session::write(Target& target) {
  if (!writes_to_own_fifo() && !server_end_.valid()) {
    const int fd = target.open_well_known_pipe();
    if (fd == -ENOENT || fd == -ENXIO) return await_opening(-fd);
    if (fd < 0) return fail(writing_phase(), Cause::kSystem, -fd);
    server_end_.reset(fd);
  } else if (writes_to_own_fifo() && !own_end_.valid()) {
    return Step::kWaiting;
  }
  wants_open = false;
  const std::string_view bytes = target.wire().frame(message_).with(values_);
  // What the server acknowledged does not fit into the answer.
  if (bytes.data() == nullptr) return fail(writing_phase(), Cause::kCorrupted);
  const ssize_t length =
      ::write(writing_fd(), bytes.data() + sent_bytes_, bytes.size() - sent_bytes_);
  if (length < 0 && errno != EAGAIN) {
    // The server has ended the session by itself.
    if (errno == EPIPE && message_ == Message::kEnd) return Step::kLeft;
    return fail(writing_phase(), errno == EPIPE ? Cause::kLost : Cause::kSystem, errno);
  }
  if (length > 0) sent_bytes_ += static_cast<std::size_t>(length);
  wants_write = sent_bytes_ < bytes.size();
  return wants_write ? Step::kWaiting : written(target);
}

Step Session::written(Target& target) {
  const WireProfile& profile = target.wire().profile();
  if (!profile.holds_wkp && server_end_.valid()) {
    const bool is_missed = profile.gate == GateStretch::kUntilUnlinked;
    if (is_missed) identify_descriptor(server_end_.get(), wkp_identity_);
    server_end_.reset();
  }
  switch (message_) {
    case Message::kConnect:
      stamps.sent = now_ns();
      return name_sent(target);
    case Message::kResponse:
      stamps.established = now_ns();
      return establish();
    case Message::kRequest:
      return request_written(target);
    case Message::kEnd:
      return Step::kLeft;
  }
  return Step::kWaiting;
}

// What was carried from the message before belongs to this one.
Step Session::begin_reading(Target& target) {
  is_reading_ = wants_read = true;
  progress_ = {};
  const bool is_ack = state == SessionState::kAcknowledging;
  const WireReader& reader = is_ack ? target.wire().ack() : target.wire().reply();
  if (carried_bytes_ == 0 && !reader.may_be_bare()) return Step::kWaiting;
  char carried[kCarriedBytesMax];
  const std::string_view bytes(carried, std::exchange(carried_bytes_, std::uint16_t{0}));
  std::memcpy(carried, carried_, bytes.size());
  return digest(target, bytes);
}

Step Session::on_readable(Target& target) {
  return is_reading_ ? read(target) : read_ahead(target);
}

// A single call as a rule: it asks for no more than belongs to the message, and what is missing is
// announced when it comes. Only where the message itself says how much comes next, or ends with the
// file, which is not always announced, it goes on.
Step Session::read(Target& target) {
  Wire& wire = target.wire();
  const bool is_ack = state == SessionState::kAcknowledging;
  WireReader& reader = is_ack ? wire.ack() : wire.reply();
  while (true) {
    const std::size_t wanted =
        reader.wanted(progress_, values_, Wire::kScratchBytes, kCarriedBytesMax);
    const ssize_t length = ::read(private_end_.get(), wire.scratch(), wanted);
    if (length < 0) {
      if (errno == EAGAIN) return Step::kWaiting;
      return fail(is_ack ? Phase::kAck : Phase::kOperation, Cause::kSystem, errno);
    }
    if (length == 0) return end_of_file(target);
    const auto size = static_cast<std::size_t>(length);
    const Step step = digest(target, {wire.scratch(), size});
    if (step != Step::kWaiting || !is_reading_) return step;
    const bool is_announced = size < wanted || wanted == Wire::kScratchBytes;
    if (is_announced && !reader.ends_with_file()) return step;
  }
}

Step Session::digest(Target& target, std::string_view bytes) {
  Wire& wire = target.wire();
  const bool is_ack = state == SessionState::kAcknowledging;
  WireReader& reader = is_ack ? wire.ack() : wire.reply();
  const Phase phase = is_ack ? Phase::kAck : Phase::kOperation;
  if (!bytes.empty() && !heard_) {
    heard_ = true;
    const bool has_ack = !wire.ack().empty();
    int removed = remove_names(wire, UnlinkedAt::kAfterOpen);
    // Without an acknowledgement this is the first sign that the server has the FIFO.
    if (removed == 0 && !has_ack) removed = remove_names(wire, UnlinkedAt::kAfterAck);
    if (removed < 0) return fail(phase, Cause::kSystem, -removed);
  }
  const Reading reading = reader.take(progress_, values_, bytes);
  if (reading == Reading::kWrong) return fail(phase, Cause::kCorrupted);
  if (reading == Reading::kMore) return Step::kWaiting;
  carried_bytes_ = static_cast<std::uint16_t>(bytes.size());
  if (!bytes.empty()) std::memcpy(carried_, bytes.data(), bytes.size());
  return is_ack ? acknowledged(target) : replied(target);
}

// With a FIFO that is opened for each message, an end without a single byte may be the server's
// close after the message before. A new end has not seen that writer and is quiet.
Step Session::end_of_file(Target& target) {
  const bool is_ack = state == SessionState::kAcknowledging;
  Wire& wire = target.wire();
  if (progress_.taken_bytes == 0 && wire.reopens_down()) {
    const int opened = open_down_again(target);
    if (opened == 0) return Step::kWaiting;
    return fail(is_ack ? Phase::kAck : Phase::kOperation, Cause::kSystem, -opened);
  }
  WireReader& reader = is_ack ? wire.ack() : wire.reply();
  if (reader.take_end_of_file(progress_) == Reading::kDone) {
    is_over = !is_ack && wire.reply_ends_session();
    return is_ack ? acknowledged(target) : replied(target);
  }
  if (is_ack) return fail(Phase::kAck, Cause::kRefused);
  // A reply that broke off where only the end of the file could end it has a wrong length.
  const bool is_short = progress_.taken_bytes > 0 && reader.ends_with_file();
  return fail(Phase::kOperation, is_short ? Cause::kCorrupted : Cause::kLost);
}

// Something came that is not awaited yet. It is kept, as far as there is room; an end of the file
// means a refusal to a client that waits for the server to open, and nothing to others, whose
// writing will tell.
Step Session::read_ahead(Target& target) {
  const std::size_t room = kCarriedBytesMax - carried_bytes_;
  const ssize_t length =
      room == 0 ? -1 : ::read(private_end_.get(), carried_ + carried_bytes_, room);
  if (length > 0) {
    carried_bytes_ = static_cast<std::uint16_t>(carried_bytes_ + length);
    return Step::kWaiting;
  }
  if (length < 0 && room > 0 && errno == EAGAIN) return Step::kWaiting;
  if (length == 0 && target.wire().reopens_down()) {
    const int opened = open_down_again(target);
    return opened == 0 ? Step::kWaiting : fail(writing_phase(), Cause::kSystem, -opened);
  }
  if (length == 0 && state == SessionState::kAcknowledging && wants_open) {
    return fail(Phase::kRespond, Cause::kRefused);
  }
  wants_read = false;
  return Step::kWaiting;
}

}  // namespace fifobench
