// Making, reading and removing a run directory; see run_directory.h.
#include "warden/run_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace fifobench {
namespace {

constexpr int kDepthMax = 64;

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

int remove_entry(int directory_fd, const char* name, int depth);

// Removes all entries of a directory; 0 or the negated errno of the last failure.
int empty_directory(Fd directory, int depth) {
  const int directory_fd = directory.get();
  const std::unique_ptr<DIR, CloseDirectory> stream(::fdopendir(directory_fd));
  if (stream == nullptr) return -errno;
  directory.release();  // the stream owns it now
  int result = 0;
  while (const dirent* entry = ::readdir(stream.get())) {
    if (std::strcmp(entry->d_name, ".") == 0 || std::strcmp(entry->d_name, "..") == 0) continue;
    const int removed = remove_entry(directory_fd, entry->d_name, depth);
    if (removed < 0) result = removed;
  }
  return result;
}

int remove_entry(int directory_fd, const char* name, int depth) {
  if (::unlinkat(directory_fd, name, 0) == 0) return 0;
  if (errno != EISDIR && errno != EPERM) return -errno;
  if (depth == kDepthMax) return -ELOOP;
  constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  Fd directory(::openat(directory_fd, name, kFlags));
  if (!directory.valid()) return -errno;
  const int emptied = empty_directory(std::move(directory), depth + 1);
  if (::unlinkat(directory_fd, name, AT_REMOVEDIR) == 0) return 0;
  return emptied < 0 ? emptied : -errno;
}

}  // namespace

int RunDirectory::make(const std::string& parent) {
  // An absolute path, for the server is told it and may change its directory.
  const std::unique_ptr<char, decltype(&std::free)> absolute(
      ::realpath(parent.c_str(), nullptr), std::free);
  if (absolute == nullptr) return -errno;
  parent_ = open_directory(absolute.get());
  if (!parent_.valid()) return -errno;
  std::string path = std::string(absolute.get()) + "/fifobench-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return -errno;
  path_ = path;
  directory_ = open_directory(path_.c_str());
  if (!directory_.valid() || ::mkdirat(directory_.get(), "s", 0700) < 0) return -errno;
  server_directory_ = open_directory_at(directory_.get(), "s");
  if (!server_directory_.valid() || ::mkdirat(server_directory_.get(), "c", 0700) < 0) {
    return -errno;
  }
  // Appending, so that it can be emptied while the server writes.
  constexpr int kLogFlags = O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC;
  log_.reset(::openat(directory_.get(), "server.log", kLogFlags, 0600));
  return log_.valid() ? 0 : -errno;
}

int RunDirectory::lend_server_directory(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> absolute(
      ::realpath(path.c_str(), nullptr), std::free);
  if (absolute == nullptr) return -errno;
  Fd directory = open_directory(absolute.get());
  if (!directory.valid()) return -errno;
  server_directory_ = std::move(directory);
  lent_path_ = absolute.get();
  return 0;
}

int RunDirectory::remove() {
  if (path_.empty()) return 0;
  const std::string name = path_.substr(path_.rfind('/') + 1);
  path_.clear();
  server_directory_.reset();
  log_.reset();
  directory_.reset();
  return remove_entry(parent_.get(), name.c_str(), 0);
}

std::string RunDirectory::read_log_tail(std::size_t size) const {
  struct stat status = {};
  if (::fstat(log_.get(), &status) < 0) return {};
  const off_t wanted = static_cast<off_t>(size);
  const off_t start = status.st_size > wanted ? status.st_size - wanted : 0;
  std::string tail(size, '\0');
  const ssize_t read = ::pread(log_.get(), tail.data(), size, start);
  tail.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
  return tail;
}

std::string RunDirectory::read_statistics() const {
  constexpr std::size_t kBytesMax = 4 << 20;
  constexpr int kFlags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const Fd file(::openat(directory_.get(), "stats.json", kFlags));
  struct stat status = {};
  if (!file.valid() || ::fstat(file.get(), &status) < 0 || !S_ISREG(status.st_mode)) return {};
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > kBytesMax) return {};
  std::string content(size, '\0');
  const ssize_t read = ::pread(file.get(), content.data(), size, 0);
  content.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
  return content;
}

void RunDirectory::bound_log() const {
  constexpr off_t kBytesMax = 16 << 20;
  struct stat status = {};
  if (::fstat(log_.get(), &status) < 0 || status.st_size <= kBytesMax) return;
  // A failure leaves the log as long as it is, which the next look finds again.
  [[maybe_unused]] const int result = ::ftruncate(log_.get(), 0);
}

}  // namespace fifobench
