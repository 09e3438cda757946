// Closing and opening directories; see fd.h.
#include "core/fd.h"

#include <fcntl.h>
#include <unistd.h>

namespace fifobench {

void Fd::reset(int fd) {
  // Linux releases the descriptor even when close(2) reports EINTR, so it is never called again.
  if (fd_ >= 0) ::close(fd_);
  fd_ = fd;
}

Fd open_directory(const char* path) { return open_directory_at(AT_FDCWD, path); }

Fd open_directory_at(int directory_fd, const char* name) {
  return Fd(::openat(directory_fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

}  // namespace fifobench
