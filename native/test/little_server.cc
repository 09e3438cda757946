// Forks little servers, and their calls; see little_server.h.
#include "test/little_server.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace fifobench::test {
namespace {

[[noreturn]] void give_up(const char* call) {
  std::perror(call);
  ::_exit(1);
}

[[noreturn]] void run(const ScratchDirectory& directory, const LittleServer::Serve& serve) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::signal(SIGPIPE, SIG_IGN);
  if (::chdir(directory.path().c_str()) < 0) give_up("chdir");
  while (true) serve();
}

Fd open_pipe(const std::string& name, int flags) {
  Fd fd(::open(name.c_str(), flags | O_CLOEXEC));
  if (!fd.valid()) give_up(name.c_str());
  return fd;
}

}  // namespace

LittleServer::LittleServer(const LittleServer::Serve& serve) : pid_(::fork()) {
  if (pid_ < 0) std::abort();
  if (pid_ == 0) run(directory_, serve);
}

LittleServer::~LittleServer() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void make_pipe(const std::string& name) {
  if (::mkfifo(name.c_str(), 0600) < 0) give_up("mkfifo");
}

Fd open_in(const std::string& name) { return open_pipe(name, O_RDONLY); }

Fd open_out(const std::string& name) { return open_pipe(name, O_WRONLY); }

void remove_pipe(const std::string& name) {
  if (::unlink(name.c_str()) < 0) give_up("unlink");
}

std::string get(const Fd& from, std::size_t byte_count) {
  std::string bytes(byte_count, '\0');
  std::size_t size = 0;
  while (size < byte_count) {
    const ssize_t length = ::read(from.get(), bytes.data() + size, byte_count - size);
    if (length < 0) give_up("read");
    if (length == 0) break;
    size += static_cast<std::size_t>(length);
  }
  bytes.resize(size);
  return bytes;
}

std::string get_all(const Fd& from) {
  std::string bytes;
  for (std::string each = get(from, 1); !each.empty(); each = get(from, 1)) bytes += each;
  return bytes;
}

std::string get_line(const Fd& from) {
  std::string line;
  for (std::string each = get(from, 1); !each.empty(); each = get(from, 1)) {
    line += each;
    if (each == "\n") break;
  }
  return line;
}

bool put(const Fd& to, const std::string& bytes) {
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t length = ::write(to.get(), bytes.data() + size, bytes.size() - size);
    if (length < 0 && errno == EPIPE) return false;
    if (length < 0) give_up("write");
    size += static_cast<std::size_t>(length);
  }
  return true;
}

std::string text_of(const std::string& field) { return field.substr(0, field.find('\0')); }

std::string padded(std::string text, std::size_t byte_count) {
  text.resize(byte_count);
  return text;
}

std::string little_endian(std::uint64_t number, std::size_t width_bytes) {
  std::string bytes;
  for (std::size_t byte = 0; byte < width_bytes; ++byte) {
    bytes += static_cast<char>(number >> (8 * byte) & 0xff);
  }
  return bytes;
}

std::uint64_t number_of(const std::string& little_endian) {
  std::uint64_t number = 0;
  for (std::size_t byte = little_endian.size(); byte > 0; --byte) {
    number = number << 8 | static_cast<unsigned char>(little_endian[byte - 1]);
  }
  return number;
}

std::string upper(std::string text) {
  for (char& letter : text) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return text;
}

}  // namespace fifobench::test
