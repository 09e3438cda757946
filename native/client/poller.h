// Waiting for descriptors. A thread that drives one or two clients uses ppoll, which needs no
// registration calls; more clients use epoll, whose cost does not grow with them.
#pragma once

#include <poll.h>
#include <sys/epoll.h>

#include <array>
#include <cstdint>

#include "core/clock.h"
#include "core/fd.h"

namespace fifobench {

class Poller {
 public:
  static constexpr int kFewDescriptorCount = 8;
  static constexpr int kEventCountMax = 256;

  enum class Mode { kFew, kMany };
  // kEnd: that nobody holds the other end any more, which every interest includes.
  enum class Interest : short { kRead = POLLIN, kWrite = POLLOUT, kEnd = 0 };

  // Returns 0, or the negated errno of epoll_create1.
  int open(Mode mode);

  // Watches until forgotten. Returns 0 or the negated errno. At most kFewDescriptorCount in kFew.
  int watch(int fd, Interest interest, std::uint64_t token);
  // Watches for one event only.
  int watch_once(int fd, Interest interest, std::uint64_t token);
  // For a descriptor that is about to be closed: epoll drops it by itself.
  void forget_closing(int fd);
  // For one that stays open.
  void forget(int fd);

  // Waits at most `timeout_ns`; returns how many descriptors are ready. Interrupted: 0.
  int wait(Nanoseconds timeout_ns);
  // The token of the ready descriptor with that number, from 0.
  std::uint64_t token(int index) const { return tokens_[static_cast<std::size_t>(index)]; }

 private:
  int wait_few(Nanoseconds timeout_ns);
  int wait_many(Nanoseconds timeout_ns);
  int control(int operation, int fd, std::uint32_t events, std::uint64_t token);

  Mode mode_ = Mode::kFew;
  Fd epoll_;
  int few_count_ = 0;
  std::array<pollfd, kFewDescriptorCount> few_ = {};
  std::array<std::uint64_t, kFewDescriptorCount> few_tokens_ = {};
  std::array<bool, kFewDescriptorCount> few_once_ = {};
  std::array<epoll_event, kEventCountMax> ready_ = {};
  std::array<std::uint64_t, kEventCountMax> tokens_ = {};
};

}  // namespace fifobench
