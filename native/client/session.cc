// The steps of a session; see session.h.
#include "client/session.h"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace fifobench {
namespace {

constexpr char kPrivateDirectory[] = "c/";
constexpr std::size_t kPrivateDirectoryBytes = sizeof kPrivateDirectory - 1;

}  // namespace

Payload::Payload(std::uint32_t payload_bytes)
    : frame_bytes_(seed::kHeaderBytes + payload_bytes),
      frame_(std::make_unique<char[]>(frame_bytes_)),
      scratch_(std::make_unique<char[]>(kScratchBytes)) {
  seed::set_tag(frame_.get(), seed::kDataTag);
  seed::set_payload_length(frame_.get(), payload_bytes);
  for (std::size_t byte = seed::kHeaderBytes; byte < frame_bytes_; ++byte) {
    frame_[byte] = static_cast<char>('!' + byte % 89);
  }
}

const char* Payload::frame(std::uint32_t session_id, std::uint32_t operation) {
  const std::uint32_t mark[2] = {session_id, operation};
  const std::size_t room = frame_bytes_ - seed::kHeaderBytes;
  std::memcpy(frame_.get() + seed::kHeaderBytes, mark, room < sizeof mark ? room : sizeof mark);
  return frame_.get();
}

Step Session::fail(Phase phase, Cause cause, int error) {
  failed_phase_ = phase;
  failed_cause_ = cause;
  error_ = error;
  return Step::kFailed;
}

void Session::give_up(Cause cause, int error) {
  const Phase phase = state == SessionState::kConnecting      ? Phase::kConnect
                      : state == SessionState::kAcknowledging ? Phase::kAck
                                                              : Phase::kOperation;
  fail(phase, cause, error);
}

Step Session::start(const Target& target, std::uint32_t id) {
  stamps.started = now_ns();
  return make_private_fifo(target, id);
}

Step Session::start_again(const Target& target, std::uint32_t id) {
  return make_private_fifo(target, id);
}

Step Session::make_private_fifo(const Target& target, std::uint32_t id) {
  id_ = id;
  operations_done = 0;
  sent_bytes_ = received_bytes_ = 0;
  wants_write = false;
  // The server sees the private FIFO as `c/ID`, this process by its directory's descriptor as `ID`.
  message_ = {};
  std::memcpy(message_.name, kPrivateDirectory, kPrivateDirectoryBytes);
  char* const name = message_.name + kPrivateDirectoryBytes;
  *std::to_chars(name, message_.name + seed::kNameBytes - 1, id).ptr = '\0';
  const int made = FifoName::make(target.private_directory(), name, private_name_);
  if (made < 0) return fail(Phase::kPrepare, Cause::kSystem, -made);
  const int fd = open_read_end(target.private_directory(), name);
  if (fd < 0) return fail(Phase::kPrepare, Cause::kSystem, -fd);
  private_end_.reset(fd);
  stamps.prepared = now_ns();
  state = SessionState::kConnecting;
  return connect(target);
}

Step Session::connect(const Target& target) {
  const int fd = open_write_end(target.directory(), seed::kWellKnownPipe);
  if (fd < 0) {
    error_ = -fd;
    // ENOENT: not made yet. ENXIO: made, but the server has not opened it yet.
    if (error_ == ENOENT || error_ == ENXIO) return Step::kNoPipe;
    return fail(Phase::kConnect, Cause::kSystem, error_);
  }
  server_end_.reset(fd);
  stamps.connected = now_ns();
  return send_name();
}

Step Session::send_name() {
  seed::set_tag(message_.tag, seed::kConnectTag);
  // 64 bytes are below PIPE_BUF: all or nothing.
  if (::write(server_end_.get(), &message_, sizeof message_) < 0) {
    const Cause cause = errno == EPIPE ? Cause::kLost : Cause::kSystem;
    return fail(Phase::kSend, cause, errno);
  }
  stamps.sent = now_ns();
  state = SessionState::kAcknowledging;
  return Step::kWaiting;
}

Step Session::on_readable(Payload& payload) {
  if (state == SessionState::kAcknowledging) return read_acknowledgement();
  return state == SessionState::kOperating ? read_reply(payload) : Step::kWaiting;
}

Step Session::on_writable(Payload& payload) {
  return wants_write ? write_request(payload) : Step::kWaiting;
}

Step Session::read_acknowledgement() {
  char* const bytes = reinterpret_cast<char*>(&acknowledgement_);
  const ssize_t length = ::read(private_end_.get(), bytes + received_bytes_,
                                seed::kMessageBytes - received_bytes_);
  if (length < 0) {
    return errno == EAGAIN ? Step::kWaiting : fail(Phase::kAck, Cause::kSystem, errno);
  }
  if (length == 0) return fail(Phase::kAck, Cause::kRefused);
  received_bytes_ += static_cast<std::size_t>(length);
  if (received_bytes_ < seed::kMessageBytes) return Step::kWaiting;
  stamps.acked = now_ns();
  seed::set_tag(message_.tag, seed::kAcknowledgeTag);
  if (std::memcmp(&acknowledgement_, &message_, sizeof message_) != 0) {
    return fail(Phase::kAck, Cause::kCorrupted);
  }
  return respond();
}

Step Session::respond() {
  seed::set_tag(message_.tag, seed::kResponseTag);
  const int removed = private_name_.remove();
  if (removed < 0) return fail(Phase::kRespond, Cause::kSystem, -removed);
  if (::write(server_end_.get(), &message_, sizeof message_) < 0) {
    return fail(Phase::kRespond, errno == EPIPE ? Cause::kLost : Cause::kSystem, errno);
  }
  stamps.established = now_ns();
  state = SessionState::kOperating;
  return Step::kEstablished;
}

Step Session::operate(Payload& payload) {
  sent_bytes_ = received_bytes_ = 0;
  stamps.operation_started = now_ns();
  return write_request(payload);
}

Step Session::write_request(Payload& payload) {
  const char* const frame = payload.frame(id_, operations_done);
  const std::size_t left = payload.frame_bytes() - sent_bytes_;
  const ssize_t length = ::write(server_end_.get(), frame + sent_bytes_, left);
  if (length < 0 && errno != EAGAIN) {
    return fail(Phase::kOperation, errno == EPIPE ? Cause::kLost : Cause::kSystem, errno);
  }
  if (length > 0) sent_bytes_ += static_cast<std::size_t>(length);
  wants_write = sent_bytes_ < payload.frame_bytes();
  return Step::kWaiting;
}

Step Session::read_reply(Payload& payload) {
  const std::size_t left = payload.frame_bytes() - received_bytes_;
  const std::size_t most = left < Payload::kScratchBytes ? left : Payload::kScratchBytes;
  const ssize_t length = ::read(private_end_.get(), payload.scratch(), most);
  if (length < 0) {
    return errno == EAGAIN ? Step::kWaiting : fail(Phase::kOperation, Cause::kSystem, errno);
  }
  if (length == 0) return fail(Phase::kOperation, Cause::kLost);
  const char* const frame = payload.frame(id_, operations_done);
  if (std::memcmp(payload.scratch(), frame + received_bytes_,
                  static_cast<std::size_t>(length)) != 0) {
    return fail(Phase::kOperation, Cause::kCorrupted);
  }
  received_bytes_ += static_cast<std::size_t>(length);
  if (received_bytes_ < payload.frame_bytes()) return Step::kWaiting;
  stamps.operation_ended = now_ns();
  ++operations_done;
  return Step::kFinished;
}

void Session::close() {
  private_name_.remove();
  server_end_.reset();
  private_end_.reset();
  state = SessionState::kIdle;
  wants_write = write_watched = false;
}

}  // namespace fifobench
