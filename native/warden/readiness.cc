// Watching for the well-known pipe; see readiness.h.
#include "warden/readiness.h"

#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "warden/fifo_users.h"

namespace fifobench {

std::string Readiness::watch(const std::string& server_path, const std::string& name) {
  path_ = name[0] == '/' ? name : server_path + "/" + name;
  std::string obstacle = clear_name();
  if (!obstacle.empty()) return obstacle;
  notifications_.reset(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!notifications_.valid()) return std::strerror(errno);
  const std::string directory = path_.substr(0, path_.rfind('/') + 1);
  const int watch =
      ::inotify_add_watch(notifications_.get(), directory.c_str(), IN_CREATE | IN_MOVED_TO);
  return watch < 0 ? std::strerror(errno) : "";
}

// Servers end, or serve nobody, when a pipe of an earlier one is in their way.
std::string Readiness::clear_name() const {
  struct stat status = {};
  if (::lstat(path_.c_str(), &status) < 0) return {};
  if (!S_ISFIFO(status.st_mode)) return path_ + " is there already and is no FIFO";
  if (status.st_uid != ::geteuid()) return path_ + " is a FIFO of another user";
  const pid_t user = find_fifo_user(path_);
  if (user != 0) return path_ + " is in use by process " + std::to_string(user);
  return ::unlink(path_.c_str()) == 0 ? "" : path_ + ": " + std::strerror(errno);
}

bool Readiness::look() {
  // Only the fact matters, not which name it was.
  char notifications[4096];
  while (::read(notifications_.get(), notifications, sizeof notifications) > 0) {
  }
  struct stat status = {};
  return ::lstat(path_.c_str(), &status) == 0 && S_ISFIFO(status.st_mode);
}

bool Readiness::name_exists() const {
  struct stat status = {};
  return ::lstat(path_.c_str(), &status) == 0;
}

void Readiness::remove_name() const {
  struct stat status = {};
  const bool is_fifo = ::lstat(path_.c_str(), &status) == 0 && S_ISFIFO(status.st_mode);
  if (is_fifo && status.st_uid == ::geteuid()) ::unlink(path_.c_str());
}

}  // namespace fifobench
