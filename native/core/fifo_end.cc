// Calls on one end of a FIFO; see fifo_end.h.
#include "core/fifo_end.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "core/fifo.h"

namespace fifobench {

FifoEnd::FifoEnd(const char* path, Side side) : side_(side) {
  const int fd = side == Side::kRead ? open_read_end(kWorkingDirectory, path)
                                     : open_write_end(kWorkingDirectory, path);
  error_ = fd < 0 ? -fd : 0;
  end_.reset(fd < 0 ? -1 : fd);
}

long FifoEnd::read(void* bytes, std::size_t byte_count) {
  const ssize_t length = ::read(end_.get(), bytes, byte_count);
  return length < 0 ? -errno : length;
}

long FifoEnd::write(const void* bytes, std::size_t byte_count) {
  const ssize_t length = ::write(end_.get(), bytes, byte_count);
  return length < 0 ? -errno : length;
}

FifoEnd::Readiness FifoEnd::wait(int timeout_ms) {
  pollfd watched = {end_.get(), static_cast<short>(side_ == Side::kRead ? POLLIN : POLLOUT), 0};
  if (::poll(&watched, 1, timeout_ms) <= 0) return {false, false};
  return {(watched.revents & (POLLIN | POLLOUT)) != 0,
          (watched.revents & (POLLHUP | POLLERR)) != 0};
}

}  // namespace fifobench
