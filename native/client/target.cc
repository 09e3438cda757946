// Watching a server from outside; see target.h.
#include "client/target.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "core/seed_profile.h"

namespace fifobench {
namespace {

// The list of a process's children; empty Fd where the kernel does not offer it.
Fd open_children_list(pid_t pid) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
  return Fd(::open(path, O_RDONLY | O_CLOEXEC));
}

}  // namespace

int Target::open(const TargetPlan& plan, const char*& failed_operation) {
  failed_operation = "open the server's directory";
  directory_ = open_directory(plan.directory.c_str());
  if (!directory_.valid()) return -errno;
  failed_operation = "open the directory of private FIFOs";
  private_directory_ = open_directory_at(directory_.get(), "c");
  if (!private_directory_.valid()) return -errno;
  failed_operation = "watch the server's directory";
  news_.reset(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!news_.valid()) return -errno;
  const int watch =
      ::inotify_add_watch(news_.get(), plan.directory.c_str(), IN_CREATE | IN_MOVED_TO);
  if (watch < 0) return -errno;
  if (plan.forks && plan.server_pid > 0) children_ = open_children_list(plan.server_pid);
  return 0;
}

int Target::read_news() {
  alignas(inotify_event) char events[4096];
  const ssize_t length = ::read(news_.get(), events, sizeof events);
  return length < 0 && errno != EAGAIN ? -errno : 0;
}

bool Target::well_known_pipe_exists() const {
  FifoIdentity now;
  return identify_name(directory_.get(), seed::kWellKnownPipe, now) == 0;
}

bool Target::well_known_pipe_replaced(int open_end_fd) const {
  FifoIdentity now;
  if (identify_name(directory_.get(), seed::kWellKnownPipe, now) != 0) return true;
  FifoIdentity mine;
  return identify_descriptor(open_end_fd, mine) != 0 || now != mine;
}

bool Target::children_gone() const {
  if (!children_.valid()) return true;
  char first;
  return ::pread(children_.get(), &first, 1, 0) <= 0;
}

}  // namespace fifobench
