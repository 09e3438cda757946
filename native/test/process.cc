// Starting, waiting for and looking at processes; see process.h.
#include "test/process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "test/scratch_directory.h"

namespace fifobench::test {
namespace {

int milliseconds_until(Nanoseconds deadline_ns) {
  const Nanoseconds left_ns = deadline_ns - now_ns();
  return left_ns <= 0 ? 0 : static_cast<int>(left_ns / kMillisecond) + 1;
}

// A resource limit would not hold for root.
void deny_forking() {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAGAIN),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter = {sizeof program / sizeof *program, program};
  // The leak check of a sanitized server would need a thread.
  ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) < 0) ::_exit(126);
}

[[noreturn]] void execute(const std::vector<std::string>& command, int input_fd, int output_fd,
                          pid_t parent_pid) {
  ::setsid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent_pid) ::_exit(125);
  if (input_fd >= 0) ::dup2(input_fd, STDIN_FILENO);
  if (output_fd >= 0) ::dup2(output_fd, STDOUT_FILENO);
  // Whoever started the tests may have left something open.
  ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

// The state letter and the parent from /proc/PID/stat.
bool read_stat(const std::string& pid, char& state, pid_t& parent) {
  std::ifstream file("/proc/" + pid + "/stat");
  std::string stat;
  if (!std::getline(file, stat) || stat.rfind(')') == std::string::npos) return false;
  std::istringstream fields(stat.substr(stat.rfind(')') + 1));
  return static_cast<bool>(fields >> state >> parent);
}

}  // namespace

std::string find_executable(const std::string& name) {
  char path[PATH_MAX] = {};
  if (::readlink("/proc/self/exe", path, sizeof path - 1) < 0) std::abort();
  const std::string own(path);
  return own.substr(0, own.rfind('/') + 1) + name;
}

bool eventually(const std::function<bool()>& condition) {
  const Nanoseconds deadline_ns = now_ns() + kPatience;
  while (!condition()) {
    if (now_ns() >= deadline_ns) return false;
    ::poll(nullptr, 0, 1);
  }
  return true;
}

Process::Process(const std::vector<std::string>& command, Streams streams, Forking forking) {
  int to_child[2] = {-1, -1};
  int from_child[2] = {-1, -1};
  if (streams == Streams::kPiped &&
      (::pipe2(to_child, O_CLOEXEC) < 0 || ::pipe2(from_child, O_CLOEXEC) < 0)) {
    std::abort();
  }
  const Fd child_input(to_child[0]);
  const Fd child_output(from_child[1]);
  input_.reset(to_child[1]);
  output_.reset(from_child[0]);
  const pid_t own_pid = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) std::abort();
  if (pid_ == 0 && forking == Forking::kDenied) deny_forking();
  if (pid_ == 0) execute(command, child_input.get(), child_output.get(), own_pid);
}

Process::~Process() {
  // Its group may outlive it; the group's number cannot be given to another while it does.
  ::kill(-pid_, SIGKILL);
  if (ended_) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Process::signal(int signal) const { ::kill(pid_, signal); }

std::optional<int> Process::await_end() {
  if (ended_) return wait_status_;
  const Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  pollfd descriptor = {process.get(), POLLIN, 0};
  if (::poll(&descriptor, 1, milliseconds_until(now_ns() + kPatience)) != 1) return {};
  if (::waitpid(pid_, &wait_status_, 0) != pid_) return {};
  ended_ = true;
  return wait_status_;
}

std::string Process::read_line() {
  const Nanoseconds deadline_ns = now_ns() + kPatience;
  std::size_t end = 0;
  while ((end = buffered_.find('\n')) == std::string::npos) {
    pollfd descriptor = {output_.get(), POLLIN, 0};
    char piece[4096];
    if (::poll(&descriptor, 1, milliseconds_until(deadline_ns)) != 1) return {};
    const ssize_t size = ::read(output_.get(), piece, sizeof piece);
    if (size <= 0) return {};
    buffered_.append(piece, static_cast<std::size_t>(size));
  }
  const std::string line = buffered_.substr(0, end);
  buffered_.erase(0, end + 1);
  return line;
}

void Process::write(const std::string& text) const {
  if (::write(input_.get(), text.data(), text.size()) < 0) std::abort();
}

bool ended_with(const std::optional<int>& wait_status, int code) {
  return wait_status && WIFEXITED(*wait_status) && WEXITSTATUS(*wait_status) == code;
}

std::string child_states(pid_t pid) {
  const std::string thread = std::to_string(pid);
  std::ifstream file("/proc/" + thread + "/task/" + thread + "/children");
  std::string states;
  std::string child;
  while (file >> child) {
    char state = '\0';
    pid_t parent = 0;
    if (read_stat(child, state, parent) && parent == pid) states += state;
  }
  return states;
}

char state_of(pid_t pid) {
  char state = '\0';
  pid_t parent = 0;
  return read_stat(std::to_string(pid), state, parent) ? state : '\0';
}

std::string program_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  std::getline(file, name);
  return name;
}

bool is_alive(pid_t pid) {
  const char state = state_of(pid);
  return state != '\0' && state != 'Z' && state != 'X';
}

int count_descriptors(pid_t pid) { return count_entries("/proc/" + std::to_string(pid) + "/fd"); }

}  // namespace fifobench::test
