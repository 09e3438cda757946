// The steps of a client; see seed_client.h.
#include "test/seed_client.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "core/fifo.h"
#include "test/process.h"

namespace fifobench::test {
namespace {

constexpr int kPatienceMs = static_cast<int>(kPatience / kMillisecond);

// Waits for one event of one descriptor; what happened, or 0 after kPatience.
short await(int fd, short events) {
  pollfd descriptor = {fd, events, 0};
  ::poll(&descriptor, 1, kPatienceMs);
  return descriptor.revents;
}

}  // namespace

SeedClient::SeedClient(int directory_fd, const std::string& name)
    : directory_fd_(directory_fd), name_(name) {
  ::signal(SIGPIPE, SIG_IGN);
  if (make_fifo(directory_fd, name.c_str()) < 0) std::abort();
  open_private();
}

void SeedClient::open_private() {
  from_server_.reset(open_read_end(directory_fd_, name_.c_str()));
}

bool SeedClient::open_pipe() {
  return eventually([this] {
    to_server_.reset(open_write_end(directory_fd_, seed::kWellKnownPipe));
    return to_server_.valid();
  });
}

bool SeedClient::send(std::string_view bytes, std::size_t piece_bytes) {
  while (!bytes.empty()) {
    const std::size_t piece = std::min(bytes.size(), piece_bytes);
    const ssize_t size = ::write(to_server_.get(), bytes.data(), piece);
    if (size < 0 && errno != EAGAIN) return false;
    if (size < 0 && (await(to_server_.get(), POLLOUT) & POLLOUT) == 0) return false;
    if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

Outcome SeedClient::await_bytes(std::string_view expected) {
  std::string got;
  while (got.size() < expected.size()) {
    char piece[65536];
    // Without a reader of our pipe no answer will come; what has come is still read.
    pollfd descriptors[] = {{from_server_.get(), POLLIN, 0}, {to_server_.get(), 0, 0}};
    if (::poll(descriptors, 2, kPatienceMs) <= 0) return Outcome::kTimeout;
    // It may have come between the looks at the one and at the other.
    const bool is_silent = descriptors[0].revents == 0 && ::poll(descriptors, 1, 0) <= 0;
    if (is_silent) return Outcome::kEndOfFile;
    const std::size_t wanted = std::min(expected.size() - got.size(), sizeof piece);
    const ssize_t size = ::read(from_server_.get(), piece, wanted);
    if (size == 0) return Outcome::kEndOfFile;
    if (size > 0) got.append(piece, static_cast<std::size_t>(size));
  }
  return got == expected ? Outcome::kReply : Outcome::kWrong;
}

Outcome SeedClient::await_acknowledgement() {
  const Outcome outcome = await_bytes(message(seed::kAcknowledgeTag));
  remove_fifo(directory_fd_, name_.c_str());
  return outcome;
}

Outcome SeedClient::exchange(std::string_view payload, std::size_t piece_bytes) {
  const std::string bytes = request(payload);
  return send(bytes, piece_bytes) ? await_bytes(bytes) : Outcome::kEndOfFile;
}

bool SeedClient::stays_silent(Nanoseconds duration_ns) const {
  pollfd descriptor = {from_server_.get(), POLLIN, 0};
  return ::poll(&descriptor, 1, static_cast<int>(duration_ns / kMillisecond)) == 0;
}

bool SeedClient::await_broken_pipe() { return (await(to_server_.get(), 0) & POLLERR) != 0; }

bool SeedClient::await_removal() const {
  return eventually([this] {
    FifoIdentity ours;
    FifoIdentity current;
    identify_descriptor(to_server_.get(), ours);
    return identify_name(directory_fd_, seed::kWellKnownPipe, current) < 0 || !(ours == current);
  });
}

bool SeedClient::establish() {
  return open_pipe() && send_name() && await_acknowledgement() == Outcome::kReply && respond();
}

void SeedClient::leave() {
  to_server_.reset();
  from_server_.reset();
}

std::string SeedClient::message(const char* tag) const {
  seed::Message filled;
  seed::fill(filled, tag, name_.c_str());
  return {reinterpret_cast<const char*>(&filled), sizeof filled};
}

std::string SeedClient::request(std::string_view payload) {
  char header[seed::kHeaderBytes];
  seed::set_tag(header, seed::kDataTag);
  seed::set_payload_length(header, static_cast<std::uint32_t>(payload.size()));
  return std::string(header, sizeof header) + std::string(payload);
}

}  // namespace fifobench::test
