// FIFO system calls; see fifo.h.
#include "core/fifo.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace fifobench {
namespace {

// Asked once: it is compared for every private FIFO that is opened.
const uid_t kOwnUser = ::geteuid();

int negated_errno(int result) { return result < 0 ? -errno : result; }

// Where the kernel has no openat2 (before 5.6) a name may not have a directory part at all: with a
// single component O_NOFOLLOW gives the same guarantee.
int open_beneath(int directory_fd, const char* name) {
  constexpr int kFlags = O_WRONLY | O_NONBLOCK | O_CLOEXEC;
  struct open_how how = {};
  how.flags = kFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  const long fd = ::syscall(SYS_openat2, directory_fd, name, &how, sizeof how);
  if (fd >= 0) return static_cast<int>(fd);
  if (errno != ENOSYS) return errno == EXDEV || errno == ELOOP ? -EACCES : -errno;
  if (std::strchr(name, '/') != nullptr || std::strcmp(name, "..") == 0) return -EACCES;
  const int result = negated_errno(::openat(directory_fd, name, kFlags | O_NOFOLLOW));
  return result == -ELOOP ? -EACCES : result;
}

}  // namespace

int make_fifo(int directory_fd, const char* name, unsigned mode) {
  return negated_errno(::mkfifoat(directory_fd, name, mode));
}

int remove_fifo(int directory_fd, const char* name) {
  return negated_errno(::unlinkat(directory_fd, name, 0));
}

int open_read_end(int directory_fd, const char* name) {
  // Without O_NOATIME each read would also stamp the time of the last access, which nobody reads.
  constexpr int kFlags = O_RDONLY | O_NONBLOCK | O_NOATIME | O_NOFOLLOW | O_CLOEXEC;
  return negated_errno(::openat(directory_fd, name, kFlags));
}

int open_write_end(int directory_fd, const char* name) {
  return negated_errno(::openat(directory_fd, name, O_WRONLY | O_NONBLOCK | O_CLOEXEC));
}

int open_stranger_write_end(int directory_fd, const char* name) {
  const int fd = open_beneath(directory_fd, name);
  if (fd < 0) return fd;
  Fd owner(fd);
  struct stat status = {};
  if (::fstat(fd, &status) < 0) return -errno;
  if (!S_ISFIFO(status.st_mode) || status.st_uid != kOwnUser) return -EACCES;
  return owner.release();
}

int identify_name(int directory_fd, const char* name, FifoIdentity& identity) {
  struct stat status = {};
  if (::fstatat(directory_fd, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return -errno;
  identity = {status.st_dev, status.st_ino};
  return 0;
}

int identify_descriptor(int fd, FifoIdentity& identity) {
  struct stat status = {};
  if (::fstat(fd, &status) < 0) return -errno;
  identity = {status.st_dev, status.st_ino};
  return 0;
}

FifoName::FifoName(FifoName&& other) noexcept { *this = std::move(other); }

FifoName& FifoName::operator=(FifoName&& other) noexcept {
  if (this == &other) return *this;
  remove();
  directory_fd_ = std::exchange(other.directory_fd_, -1);
  std::memcpy(name_, other.name_, std::strlen(other.name_) + 1);
  return *this;
}

int FifoName::make(int directory_fd, const char* name, FifoName& owner, unsigned mode) {
  const std::size_t length = std::strlen(name);
  if (length >= sizeof owner.name_) return -ENAMETOOLONG;
  const int result = make_fifo(directory_fd, name, mode);
  if (result < 0) return result;
  owner.remove();
  owner.directory_fd_ = directory_fd;
  std::memcpy(owner.name_, name, length + 1);
  return 0;
}

int FifoName::remove() {
  if (!owned()) return 0;
  return remove_fifo(std::exchange(directory_fd_, -1), name_);
}

}  // namespace fifobench
