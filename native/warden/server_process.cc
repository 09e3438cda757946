// Fork, prepare, execute; see server_process.h.
#include "warden/server_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <utility>

#include "core/fd.h"
#include "warden/process_table.h"

namespace fifobench {
namespace {

// Which step of the preparation failed, and how; sent through a pipe that a success closes.
struct Failure {
  const char* step;  // the child's copy of a literal is where the parent's is
  int error;
};

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// The command with its placeholders replaced. A relative program is meant from where the warden was
// started, not from the server's directory.
std::vector<std::string> expand_command(const Arguments& arguments, const RunDirectory& directory) {
  std::vector<std::string> command = arguments.command;
  for (std::string& word : command) {
    replace_all(word, "{dir}", directory.server_path());
    replace_all(word, "{stats}", directory.statistics_path());
  }
  std::string& program = command[0];
  char current[PATH_MAX];
  if (program.find('/') != std::string::npos && program[0] != '/' &&
      ::getcwd(current, sizeof current) != nullptr) {
    program = std::string(current) + "/" + program;
  }
  return command;
}

bool lower_limit(int resource, rlim_t value) {
  rlimit limit = {};
  if (::getrlimit(static_cast<__rlimit_resource>(resource), &limit) < 0) return false;
  limit.rlim_cur = value < limit.rlim_max ? value : limit.rlim_max;
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

bool limit_server(const Arguments& arguments, rlim_t process_ceiling) {
  if (!lower_limit(RLIMIT_CORE, 0)) return false;
  if (arguments.open_file_limit != 0 && !lower_limit(RLIMIT_NOFILE, arguments.open_file_limit)) {
    return false;
  }
  // The kernel ignores it for root, and counts all of the user's threads: it only stands behind the
  // watchdog.
  return process_ceiling == 0 || lower_limit(RLIMIT_NPROC, process_ceiling);
}

bool redirect_streams(int log_fd) {
  const int null_fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  return null_fd >= 0 && ::dup2(null_fd, STDIN_FILENO) >= 0 && ::dup2(log_fd, STDOUT_FILENO) >= 0 &&
         ::dup2(log_fd, STDERR_FILENO) >= 0;
}

void reset_signals() {
  ::signal(SIGPIPE, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// In the child. Returns what failed; not at all when the command runs.
Failure become_server(const Arguments& arguments, const RunDirectory& directory,
                      char* const* words, pid_t warden_pid, rlim_t process_ceiling) {
  ::setsid();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != warden_pid) ::_exit(1);
  reset_signals();
  if (!redirect_streams(directory.log_fd())) return {"redirect its output", errno};
  ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  if (::fchdir(directory.server_directory_fd()) < 0) return {"enter its directory", errno};
  if (arguments.pinned && ::sched_setaffinity(0, sizeof arguments.cpus, &arguments.cpus) < 0) {
    return {"pin it to the CPUs asked for", errno};
  }
  if (!limit_server(arguments, process_ceiling)) return {"set its limits", errno};
  ::execvp(words[0], words);
  return {"run it", errno};
}

// Until everybody has closed the other end, also by dying.
void await_end_of_file(int fd) {
  char nothing = 0;
  while (::read(fd, &nothing, 1) < 0 && errno == EINTR) {
  }
}

rlim_t find_process_ceiling(const Arguments& arguments) {
  const Fd loadavg(::open("/proc/loadavg", O_RDONLY | O_CLOEXEC));
  const std::int64_t threads = count_all_threads(loadavg.get());
  if (::geteuid() == 0 || threads < 0) return 0;
  return static_cast<rlim_t>(threads) + arguments.process_limit;
}

// Waits for the end of the child's preparation: true when it executed its command.
bool await_execution(int pipe_fd, Failure& failure) {
  constexpr int kPatienceMs = 10'000;
  failure = {"run it", ETIMEDOUT};
  pollfd descriptor = {pipe_fd, POLLIN, 0};
  if (::poll(&descriptor, 1, kPatienceMs) <= 0) return false;
  return ::read(pipe_fd, &failure, sizeof failure) == 0;
}

}  // namespace

StartedServer start_server(const Arguments& arguments, const RunDirectory& directory) {
  const std::vector<std::string> command = expand_command(arguments, directory);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const pid_t warden_pid = ::getpid();
  const rlim_t process_ceiling = find_process_ceiling(arguments);
  int ends[2];
  int go_ends[2];
  if (::pipe2(ends, O_CLOEXEC) < 0) return {0, std::strerror(errno)};
  const Fd read_end(ends[0]);
  Fd write_end(ends[1]);
  if (::pipe2(go_ends, O_CLOEXEC) < 0) return {0, std::strerror(errno)};
  const Fd go_read_end(go_ends[0]);
  Fd go_write_end(go_ends[1]);
  const pid_t pid = ::fork();
  if (pid < 0) return {0, std::string("cannot fork: ") + std::strerror(errno)};
  if (pid == 0) {
    go_write_end.reset();
    await_end_of_file(go_read_end.get());
    const Failure failure =
        become_server(arguments, directory, words.data(), warden_pid, process_ceiling);
    [[maybe_unused]] const ssize_t size = ::write(write_end.get(), &failure, sizeof failure);
    ::_exit(127);
  }
  write_end.reset();
  SystemCallCounter system_calls;
  if (arguments.count_system_calls) system_calls = SystemCallCounter::of_program(pid);
  go_write_end.reset();
  Failure failure = {};
  if (await_execution(read_end.get(), failure)) return {pid, {}, std::move(system_calls)};
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
  return {0, command[0] + ": cannot " + failure.step + ": " + std::strerror(failure.error)};
}

}  // namespace fifobench
