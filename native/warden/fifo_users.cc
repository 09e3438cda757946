// Looking through /proc for users of a FIFO; see fifo_users.h.
#include "warden/fifo_users.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cinttypes>
#include <climits>
#include <cstdio>
#include <cstdlib>

#include "core/fd.h"
#include "warden/process_table.h"

namespace fifobench {
namespace {

std::string read_start(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, 512> text = {};
  const ssize_t size = file.valid() ? ::read(file.get(), text.data(), text.size()) : 0;
  return {text.data(), static_cast<std::size_t>(size > 0 ? size : 0)};
}

std::string read_link(const std::string& path) {
  std::array<char, PATH_MAX> target = {};
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  return {target.data(), static_cast<std::size_t>(size > 0 ? size : 0)};
}

bool has_open(const std::string& process, const struct stat& fifo) {
  for (const pid_t number : list_numbers(process + "/fd")) {
    struct stat status = {};
    const std::string link = process + "/fd/" + std::to_string(number);
    if (::stat(link.c_str(), &status) == 0 && status.st_ino == fifo.st_ino &&
        status.st_dev == fifo.st_dev) {
      return true;
    }
  }
  return false;
}

// Where in the memory of a process the path lies that it is about to open; 0: it opens nothing.
std::uint64_t opened_path_address(const std::string& process) {
  long number = 0;
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  const std::string call = read_start(process + "/syscall");
  if (std::sscanf(call.c_str(), "%ld %" SCNx64 " %" SCNx64, &number, &first, &second) != 3) {
    return 0;
  }
#ifdef SYS_open
  if (number == SYS_open) return first;
#endif
  return number == SYS_openat ? second : 0;
}

// A process that waits for the other side of a FIFO has no descriptor of it yet.
bool waits_in_open(const std::string& process, const struct stat& fifo) {
  const std::uint64_t address = opened_path_address(process);
  if (address == 0) return false;
  const Fd memory(::open((process + "/mem").c_str(), O_RDONLY | O_CLOEXEC));
  if (!memory.valid()) return false;
  std::array<char, PATH_MAX> text = {};
  if (::pread(memory.get(), text.data(), text.size() - 1, static_cast<off_t>(address)) <= 0) {
    return false;
  }
  const std::string written = text.data();
  const bool absolute = !written.empty() && written[0] == '/';
  const std::string path = absolute ? written : read_link(process + "/cwd") + "/" + written;
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && status.st_ino == fifo.st_ino &&
         status.st_dev == fifo.st_dev;
}

}  // namespace

pid_t find_fifo_user(const std::string& path) {
  struct stat fifo = {};
  if (::stat(path.c_str(), &fifo) < 0) return 0;
  for (const pid_t pid : list_numbers("/proc")) {
    const std::string process = "/proc/" + std::to_string(pid);
    if (has_open(process, fifo) || waits_in_open(process, fifo)) return pid;
  }
  return 0;
}

}  // namespace fifobench
