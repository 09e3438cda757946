// The only owner of file descriptors. A descriptor is closed exactly once, when its owner dies or
// is reset; nothing else in the project calls close(2).
#pragma once

#include <utility>

namespace fifobench {

class Fd {
 public:
  Fd() = default;
  // Takes ownership; any negative value means "none".
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) reset(std::exchange(other.fd_, -1));
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { reset(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  // Closes what is owned and takes `fd` instead.
  void reset(int fd = -1);
  // Gives the descriptor away; the caller owns it now.
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

// Opens a directory for use with the *at calls. Returns an empty Fd on failure, with errno set.
Fd open_directory(const char* path);
Fd open_directory_at(int directory_fd, const char* name);

}  // namespace fifobench
