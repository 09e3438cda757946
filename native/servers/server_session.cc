// A session's phases; see server_session.h.
#include "servers/server_session.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/fifo.h"
#include "servers/refusal.h"
#include "servers/signals.h"

namespace fifobench {

void ServerSession::serve(const seed::Message& connect) {
  connect_ = connect;
  begin_phase(server_.phase_timeout_ns);
  if (open_private() && acknowledge()) converse();
}

bool ServerSession::open_private() {
  Nanoseconds pause_ns = 50 * kMicrosecond;
  while (true) {
    const int fd = open_stranger_write_end(server_.directory_fd, connect_.name);
    if (fd >= 0) {
      private_end_.reset(fd);
      return true;
    }
    if (fd == -ENOENT) return fail(counters_.vanished);
    if (fd != -ENXIO) return fail(counters_.bad_names);
    // A client that opens its private FIFO only after it sent the name: no event announces that.
    pollfd descriptor = {wkp_fd_, POLLIN, 0};
    const Wake wake = wait_ready(&descriptor, 1, std::min(now_ns() + pause_ns, deadline_ns()));
    // It has nothing to say before the acknowledgement: what comes is from others.
    if (wake == Wake::kReady && !refuse_waiting()) return fail(counters_.vanished);
    if (wake == Wake::kSignal && stop_requested()) return fail(counters_.interrupted);
    if (now_ns() >= deadline_ns()) return fail(counters_.timeouts);
    pause_ns = std::min(2 * pause_ns, kMillisecond);
  }
}

bool ServerSession::acknowledge() {
  if (server_.behaviour.ack_delay_ns > 0) spin_for(server_.behaviour.ack_delay_ns);
  read_and_write_nothing(server_.behaviour.empty_calls);
  seed::Message acknowledgement = connect_;
  seed::set_tag(acknowledgement.tag, seed::kAcknowledgeTag);
  const ssize_t size = ::write(private_end_.get(), &acknowledgement, sizeof acknowledgement);
  // A FIFO that has just been opened has room for 64 bytes, unless its owner plays tricks.
  return size == sizeof acknowledgement || fail(counters_.vanished);
}

void ServerSession::read_and_write_nothing(std::uint64_t times) {
  for (; times > 0; --times) {
    [[maybe_unused]] const ssize_t read_bytes = ::read(wkp_fd_, server_.buffer, 0);
    [[maybe_unused]] const ssize_t written_bytes = ::write(private_end_.get(), server_.buffer, 0);
  }
}

void ServerSession::converse() {
  begin_phase(server_.phase_timeout_ns);
  while (advance()) {
    if (progressed_) begin_phase(server_.idle_timeout_ns);
    progressed_ = false;
  }
}

void ServerSession::begin_phase(Nanoseconds timeout_ns) {
  phase_timeout_ns_ = timeout_ns;
  deadline_ns_ = kNever;
}

// The clock is read when a deadline is first asked for: at the first wait, or, where reads block,
// at the first tick, and so not at all in a session that is shorter than a tick.
Nanoseconds ServerSession::deadline_ns() {
  if (deadline_ns_ == kNever) deadline_ns_ = now_ns() + phase_timeout_ns_;
  return deadline_ns_;
}

bool ServerSession::advance() {
  const bool output_waits = released_ > written_;
  bool input_waits = true;
  // With nothing to write, a read that waits by itself saves the call that waits for it.
  const bool read_at_once = read_blocks_ && !output_waits;
  if (!read_at_once && !await_event(output_waits, input_waits)) return false;
  if (input_waits && !take_input()) return false;
  return released_ == written_ || flush_output();
}

bool ServerSession::await_event(bool output_waits, bool& input_waits) {
  pollfd descriptors[] = {
      {wkp_fd_, static_cast<short>(filled_ < kBufferBytes ? POLLIN : 0), 0},
      {private_end_.get(), static_cast<short>(output_waits ? POLLOUT : 0), 0}};
  input_waits = false;
  const Wake wake = wait_ready(descriptors, 2, deadline_ns());
  if (wake == Wake::kSignal) return look_up();
  if (wake == Wake::kDeadline) return fail(counters_.timeouts);
  input_waits = (descriptors[0].revents & POLLIN) != 0;
  const bool client_left =
      (descriptors[0].revents & POLLHUP) != 0 || (descriptors[1].revents & POLLERR) != 0;
  // A hang-up with nothing left to read is the end of file: a read that returns 0 is saved.
  return input_waits || !client_left || end();
}

// After a signal or a tick: is there a reason not to go on?
bool ServerSession::look_up() {
  if (stop_requested()) return fail(counters_.interrupted);
  if (now_ns() >= deadline_ns()) return fail(counters_.timeouts);
  // The client may be gone while a stranger holds the pipe open.
  pollfd descriptor = {private_end_.get(), 0, 0};
  return ::poll(&descriptor, 1, 0) == 0 || end();
}

bool ServerSession::take_input() {
  const ssize_t size = ::read(wkp_fd_, server_.buffer + filled_, kBufferBytes - filled_);
  if (size == 0) return end();
  if (size < 0) return look_up();
  filled_ += static_cast<std::size_t>(size);
  while (accepted_ < filled_) {
    const std::size_t accepted_before = accepted_;
    const std::size_t filled_before = filled_;
    if (!accept_frame()) return false;
    if (accepted_ == accepted_before && filled_ == filled_before) break;  // half a header
  }
  return true;
}

bool ServerSession::accept_frame() {
  const char* const frame = server_.buffer + accepted_;
  const std::size_t size = filled_ - accepted_;
  if (frame_left_ == 0) {
    if (size < seed::kTagBytes) return true;
    if (!established_ || !seed::has_tag(frame, seed::kDataTag)) {
      return accept_control_frame(frame, size);
    }
    if (size < seed::kHeaderBytes) return true;
    const std::size_t payload_bytes = seed::payload_length(frame);
    if (payload_bytes > seed::kPayloadBytesMax) return fail_as_garbage();
    frame_left_ = seed::kHeaderBytes + payload_bytes;
  }
  const std::size_t taken = std::min(size, frame_left_);
  accepted_ += taken;
  frame_left_ -= taken;
  progressed_ = true;
  const bool takes_time = server_.service.law.takes_time();
  if (!takes_time) released_ = accepted_;
  if (frame_left_ > 0) return true;
  ++counters_.operations;
  return !takes_time || complete_operation();
}

// A reply is not kept back until other requests that have come with it are served too.
bool ServerSession::complete_operation() {
  const Service& service = server_.service;
  const Nanoseconds duration_ns =
      service.law.draw(service.seed, server_.session_count, operation_count_++);
  counters_.service_ns += static_cast<std::uint64_t>(duration_ns);
  if (!perform_service(service.kind, duration_ns)) return fail(counters_.interrupted);
  released_ = accepted_;
  return flush_output();
}

bool ServerSession::accept_control_frame(const char* frame, std::size_t size) {
  const bool is_connect = seed::has_tag(frame, seed::kConnectTag);
  const bool is_response = !established_ && seed::has_tag(frame, seed::kResponseTag);
  if (!is_connect && !is_response) return fail_as_garbage();
  if (size < seed::kMessageBytes) return true;
  seed::Message message;
  std::memcpy(&message, frame, sizeof message);
  if (is_connect) {
    refuse(server_, message, counters_);
  } else if (std::memcmp(message.name, connect_.name, sizeof message.name) != 0) {
    return fail_as_garbage();
  } else {
    established_ = true;
    progressed_ = true;
    ++counters_.established;
  }
  cut(sizeof message);
  return true;
}

bool ServerSession::flush_output() {
  const ssize_t size =
      ::write(private_end_.get(), server_.buffer + written_, released_ - written_);
  if (size < 0) return errno == EAGAIN || fail(counters_.vanished);
  written_ += static_cast<std::size_t>(size);
  progressed_ = true;
  forget_echoed();
  return true;
}

// Takes a message out of the stream, so that what is to be echoed stays in one piece.
void ServerSession::cut(std::size_t size) {
  char* const frame = server_.buffer + accepted_;
  filled_ -= size;
  if (accepted_ < filled_) std::memmove(frame, frame + size, filled_ - accepted_);
}

// Makes room, and keeps to the first pages of the buffer for as long as they suffice.
void ServerSession::forget_echoed() {
  if (written_ < released_ && filled_ < kBufferBytes) return;
  std::memmove(server_.buffer, server_.buffer + written_, filled_ - written_);
  released_ -= written_;
  accepted_ -= written_;
  filled_ -= written_;
  written_ = 0;
}

// Another client's message may hide behind what is not understood.
bool ServerSession::fail_as_garbage() {
  sort_connects(server_, server_.buffer + accepted_, filled_ - accepted_, nullptr, counters_);
  return fail(counters_.garbage);
}

// Ends the session for the reason counted; clients whose messages wait are not left waiting.
bool ServerSession::fail(std::uint64_t& counter) {
  ++counter;
  refuse_waiting();
  return false;
}

// Refuses the clients whose messages are in the pipe; false when there is nothing in it.
bool ServerSession::refuse_waiting() {
  pollfd descriptor = {wkp_fd_, POLLIN, 0};
  if (::poll(&descriptor, 1, 0) <= 0 || (descriptor.revents & POLLIN) == 0) return false;
  const ssize_t size = ::read(wkp_fd_, server_.buffer, kPipeBytes);
  if (size <= 0) return false;
  sort_connects(server_, server_.buffer, static_cast<std::size_t>(size), nullptr, counters_);
  return true;
}

bool ServerSession::end() {
  const bool well = established_ && between_requests();
  ++(well ? counters_.ended_well : counters_.vanished);
  return false;
}

}  // namespace fifobench
