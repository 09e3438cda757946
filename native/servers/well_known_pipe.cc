// Making the well-known pipe and reading who arrives; see well_known_pipe.h.
#include "servers/well_known_pipe.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "servers/refusal.h"
#include "servers/signals.h"

namespace fifobench {

int WellKnownPipe::remove_stale() {
  struct stat status = {};
  if (::fstatat(directory_fd_, seed::kWellKnownPipe, &status, AT_SYMLINK_NOFOLLOW) < 0) {
    return errno == ENOENT ? 0 : -errno;
  }
  if (!S_ISFIFO(status.st_mode)) return -EEXIST;
  return remove_fifo(directory_fd_, seed::kWellKnownPipe);
}

int WellKnownPipe::create() {
  const int made = FifoName::make(directory_fd_, seed::kWellKnownPipe, name_);
  read_blocks_ = waiting_ == Waiting::kBlocking;
  if (made < 0 || read_blocks_) return made;
  const int read_end = open_read_end(directory_fd_, seed::kWellKnownPipe);
  read_end_.reset(read_end);
  return read_end < 0 ? read_end : 0;
}

Arrival WellKnownPipe::await_connect(const Server& server, seed::Message& connect,
                                     Counters& counters) {
  if (read_blocks_ && !read_end_.valid()) {
    // A blocked reader counts as one, so a client can open the pipe while we wait for it here.
    // O_NOATIME as in open_read_end.
    constexpr int kFlags = O_RDONLY | O_NOATIME | O_CLOEXEC;
    read_end_.reset(::openat(directory_fd_, seed::kWellKnownPipe, kFlags));
    if (!read_end_.valid()) return errno == EINTR ? Arrival::kInterrupted : Arrival::kNobody;
  }
  if (!read_blocks_) {
    pollfd descriptor = {read_end_.get(), POLLIN, 0};
    if (wait_ready(&descriptor, 1, kNever) != Wake::kReady) return Arrival::kInterrupted;
    if ((descriptor.revents & POLLIN) == 0) return reopen();
  }
  const ssize_t size = ::read(read_end_.get(), server.buffer, kPipeBytes);
  if (size == 0) return reopen();
  if (size < 0) return Arrival::kInterrupted;
  const Sorting sorting = sort_connects(server, server.buffer, static_cast<std::size_t>(size),
                                        &connect, counters);
  if (sorting.has_garbage) ++counters.garbage;
  if (!sorting.has_winner) return Arrival::kNobody;
  if (!is_to_be_refused(server)) return Arrival::kConnected;
  // First the name, or the next client could send its own to a pipe that is about to go.
  remove_name();
  refuse(server, connect, counters);
  return Arrival::kNobody;
}

bool WellKnownPipe::is_to_be_refused(const Server& server) {
  const std::uint64_t every = server.behaviour.refuse_every;
  return every > 0 && ++client_count_ % every == 0;
}

// Somebody opened the pipe and left: its end-of-file would be reported for ever. A new read end
// does not see it, and is opened before the old one is closed, so that no other client that has the
// pipe open finds itself without a reader. To block it would need a writer, so from here on it is
// polled.
Arrival WellKnownPipe::reopen() {
  read_end_.reset(open_read_end(directory_fd_, seed::kWellKnownPipe));
  read_blocks_ = false;
  return read_end_.valid() ? Arrival::kInterrupted : Arrival::kNobody;
}

}  // namespace fifobench
