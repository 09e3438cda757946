// Making, filling and removing a test's directory; see scratch_directory.h.
#include "test/scratch_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace fifobench::test {

namespace fs = std::filesystem;

ScratchDirectory::ScratchDirectory() {
  path_ = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
  path_ += "/fifobench-test-XXXXXX";
  if (::mkdtemp(path_.data()) == nullptr) std::abort();
  directory_ = open_directory(path_.c_str());
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void ScratchDirectory::make_directory(const std::string& name) const {
  if (::mkdirat(directory_.get(), name.c_str(), 0700) < 0 && errno != EEXIST) std::abort();
}

void ScratchDirectory::write_file(const std::string& name, std::string_view content) const {
  const Fd file(::openat(directory_.get(), name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (::write(file.get(), content.data(), content.size()) < 0) std::abort();
}

void ScratchDirectory::link(const std::string& target, const std::string& name) const {
  if (::symlinkat(target.c_str(), directory_.get(), name.c_str()) < 0) std::abort();
}

std::string ScratchDirectory::read_file(const std::string& name) const {
  const Fd file(::openat(directory_.get(), name.c_str(), O_RDONLY | O_CLOEXEC));
  std::string content;
  char piece[4096];
  ssize_t size = 0;
  while (file.valid() && (size = ::read(file.get(), piece, sizeof piece)) > 0) {
    content.append(piece, static_cast<std::size_t>(size));
  }
  return content;
}

bool ScratchDirectory::contains(const std::string& name) const {
  struct stat status = {};
  return ::fstatat(directory_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

bool ScratchDirectory::contains_fifo(const std::string& name) const {
  struct stat status = {};
  return ::fstatat(directory_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISFIFO(status.st_mode);
}

int count_entries(const std::string& path) {
  std::error_code error;
  int count = 0;
  for (fs::directory_iterator entry(path, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    ++count;
  }
  return error ? -1 : count;
}

}  // namespace fifobench::test
