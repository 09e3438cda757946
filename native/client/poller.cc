// ppoll and epoll behind one face; see poller.h.
#include "client/poller.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace fifobench {
namespace {

std::uint32_t epoll_interest(Poller::Interest interest) {
  switch (interest) {
    case Poller::Interest::kRead: return EPOLLIN;
    case Poller::Interest::kWrite: return EPOLLOUT;
    case Poller::Interest::kEnd: break;
  }
  return 0;
}

}  // namespace

int Poller::open(Mode mode) {
  mode_ = mode;
  if (mode == Mode::kFew) return 0;
  epoll_.reset(::epoll_create1(EPOLL_CLOEXEC));
  return epoll_.valid() ? 0 : -errno;
}

int Poller::control(int operation, int fd, std::uint32_t events, std::uint64_t token) {
  epoll_event event = {};
  event.events = events;
  event.data.u64 = token;
  return ::epoll_ctl(epoll_.get(), operation, fd, &event) == 0 ? 0 : -errno;
}

int Poller::watch(int fd, Interest interest, std::uint64_t token) {
  if (mode_ == Mode::kMany) return control(EPOLL_CTL_ADD, fd, epoll_interest(interest), token);
  if (few_count_ == kFewDescriptorCount) return -ENOSPC;
  const auto slot = static_cast<std::size_t>(few_count_++);
  few_[slot] = {fd, static_cast<short>(interest), 0};
  few_tokens_[slot] = token;
  few_once_[slot] = false;
  return 0;
}

int Poller::watch_once(int fd, Interest interest, std::uint64_t token) {
  if (mode_ == Mode::kFew) {
    const int result = watch(fd, interest, token);
    if (result == 0) few_once_[static_cast<std::size_t>(few_count_ - 1)] = true;
    return result;
  }
  const std::uint32_t events = epoll_interest(interest) | EPOLLONESHOT;
  const int result = control(EPOLL_CTL_MOD, fd, events, token);
  return result == -ENOENT ? control(EPOLL_CTL_ADD, fd, events, token) : result;
}

void Poller::forget_closing(int fd) {
  if (mode_ == Mode::kFew) forget(fd);
}

void Poller::forget(int fd) {
  if (mode_ == Mode::kMany) {
    control(EPOLL_CTL_DEL, fd, 0, 0);
    return;
  }
  for (int index = 0; index < few_count_; ++index) {
    const auto slot = static_cast<std::size_t>(index);
    if (few_[slot].fd != fd) continue;
    const auto last = static_cast<std::size_t>(--few_count_);
    few_[slot] = few_[last];
    few_tokens_[slot] = few_tokens_[last];
    few_once_[slot] = few_once_[last];
    return;
  }
}

int Poller::wait(Nanoseconds timeout_ns) {
  return mode_ == Mode::kFew ? wait_few(timeout_ns) : wait_many(timeout_ns);
}

int Poller::wait_few(Nanoseconds timeout_ns) {
  const timespec timeout = to_timespec(timeout_ns);
  if (::ppoll(few_.data(), static_cast<nfds_t>(few_count_), &timeout, nullptr) <= 0) return 0;
  int ready_count = 0;
  for (int index = few_count_ - 1; index >= 0; --index) {
    const auto slot = static_cast<std::size_t>(index);
    if (few_[slot].revents == 0) continue;
    tokens_[static_cast<std::size_t>(ready_count++)] = few_tokens_[slot];
    if (few_once_[slot]) forget(few_[slot].fd);
  }
  return ready_count;
}

int Poller::wait_many(Nanoseconds timeout_ns) {
  // epoll_pwait2 (Linux 5.11) takes nanoseconds; before it, epoll_wait's milliseconds must do.
  const timespec timeout = to_timespec(timeout_ns);
  long count = ::syscall(SYS_epoll_pwait2, epoll_.get(), ready_.data(), kEventCountMax, &timeout,
                         nullptr, sizeof(std::uint64_t));
  if (count < 0 && errno == ENOSYS) {
    const auto timeout_ms = static_cast<int>((timeout_ns + kMillisecond - 1) / kMillisecond);
    count = ::epoll_wait(epoll_.get(), ready_.data(), kEventCountMax, timeout_ms);
  }
  for (long index = 0; index < count; ++index) {
    const auto slot = static_cast<std::size_t>(index);
    tokens_[slot] = ready_[slot].data.u64;
  }
  return count < 0 ? 0 : static_cast<int>(count);
}

}  // namespace fifobench
