// Watching a server from outside; see target.h.
#include "client/target.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace fifobench {
namespace {

// The list of a process's children; empty Fd where the kernel does not offer it.
Fd open_children_list(pid_t pid) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/task/%d/children", pid, pid);
  return Fd(::open(path, O_RDONLY | O_CLOEXEC));
}

}  // namespace

int Target::open(const TargetPlan& plan, std::uint32_t payload_bytes,
                 const char*& failed_operation) {
  failed_operation = "open the server's directory";
  directory_ = open_directory(plan.directory.c_str());
  if (!directory_.valid()) return -errno;
  const int result =
      wire_.prepare(plan.profile, directory_.get(), payload_bytes, failed_operation);
  if (result < 0) return result;
  failed_operation = "watch the well-known pipe's directory";
  if (const int watched = open_wkp_directory(plan); watched < 0) return watched;
  if (plan.forks && plan.server_pid > 0) children_ = open_children_list(plan.server_pid);
  return 0;
}

int Target::open_wkp_directory(const TargetPlan& plan) {
  const std::string& path = plan.profile.wkp_path;
  const std::size_t slash = path.rfind('/');
  wkp_name_ = slash == std::string::npos ? path : path.substr(slash + 1);
  std::string watched = plan.directory;
  if (slash != std::string::npos) {
    const std::string parent = path.substr(0, slash + 1);
    wkp_directory_ = open_directory_at(directory_.get(), parent.c_str());
    if (!wkp_directory_.valid()) return -errno;
    watched = path.front() == '/' ? parent : plan.directory + "/" + parent;
  }
  news_.reset(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!news_.valid()) return -errno;
  const int watch = ::inotify_add_watch(news_.get(), watched.c_str(), IN_CREATE | IN_MOVED_TO);
  return watch < 0 ? -errno : 0;
}

int Target::read_news() {
  alignas(inotify_event) char events[4096];
  const ssize_t length = ::read(news_.get(), events, sizeof events);
  return length < 0 && errno != EAGAIN ? -errno : 0;
}

int Target::open_well_known_pipe() const {
  return open_write_end(wkp_directory(), wkp_name_.c_str());
}

bool Target::well_known_pipe_exists() const {
  FifoIdentity now;
  return identify_name(wkp_directory(), wkp_name_.c_str(), now) == 0;
}

bool Target::well_known_pipe_replaced(const FifoIdentity& mine) const {
  FifoIdentity now;
  return identify_name(wkp_directory(), wkp_name_.c_str(), now) != 0 || now != mine;
}

// Looks at the name first: it is gone most of the time, and then that is all.
bool Target::well_known_pipe_replaced(int open_end_fd) const {
  FifoIdentity now;
  if (identify_name(wkp_directory(), wkp_name_.c_str(), now) != 0) return true;
  FifoIdentity mine;
  return identify_descriptor(open_end_fd, mine) != 0 || now != mine;
}

bool Target::children_gone() const {
  if (!children_.valid()) return true;
  char first;
  return ::pread(children_.get(), &first, 1, 0) <= 0;
}

}  // namespace fifobench
