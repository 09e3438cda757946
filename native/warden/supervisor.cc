// The warden's loop and its start; see supervisor.h. Stopping is in supervisor_stop.cc.
#include "warden/supervisor.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>
#include <utility>

#include "warden/json_line.h"
#include "warden/private_names.h"
#include "warden/process_table.h"
#include "warden/server_process.h"
#include "warden/signal_names.h"

namespace fifobench {
namespace {

constexpr Nanoseconds kHurriedGrace = 200 * kMillisecond;
constexpr std::size_t kCommandBytesMax = 4096;

Fd receive_signals() {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t taken;
  sigemptyset(&taken);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&taken, signal);
  ::sigprocmask(SIG_BLOCK, &taken, nullptr);
  return Fd(::signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC));
}

}  // namespace

Supervisor::Supervisor(const Arguments& arguments)
    : arguments_(arguments), watchdog_(arguments.process_limit), signals_(receive_signals()) {
  Family::adopt_orphans();
}

int Supervisor::run() {
  if (start()) {
    while (!done_) watch();
  }
  return clean_up();
}

bool Supervisor::start() {
  const std::string& parent = arguments_.parent_directory;
  const int error = directory_.make(parent);
  if (error < 0) {
    fail_start("cannot make a directory in " + parent + ": " + std::strerror(-error));
    return false;
  }
  if (!prepare_names()) return false;
  StartedServer server = start_server(arguments_, directory_);
  if (server.pid == 0) {
    fail_start(server.cause);
    return false;
  }
  family_.begin(server.pid);
  system_calls_ = std::move(server.system_calls);
  started_ns_ = now_ns();
  next_watch_ns_ = started_ns_ + Watchdog::kPeriod;
  next_log_look_ns_ = started_ns_ + kSecond;
  JsonLine("started").number("pid", server.pid).text("dir", directory_.server_path()).send();
  if (arguments_.await_nothing || readiness_.look()) announce_ready();
  return true;
}

// Where the server is to run, and that its pipe can be waited for.
bool Supervisor::prepare_names() {
  prepared_time_ns_ = file_time_ns();
  const std::string& chosen = arguments_.server_directory;
  const int error = chosen.empty() ? 0 : directory_.lend_server_directory(chosen);
  if (error < 0) {
    fail_start("cannot use the directory " + chosen + ": " + std::strerror(-error));
    return false;
  }
  if (arguments_.await_nothing) return true;
  const std::string obstacle = readiness_.watch(directory_.server_path(), arguments_.ready_name);
  if (!obstacle.empty()) fail_start("cannot wait for its pipe: " + obstacle);
  return obstacle.empty();
}

// After this the server is killed, if it runs, and the warden ends.
void Supervisor::fail_start(const std::string& cause) {
  constexpr std::size_t kLogTailBytes = 2000;
  family_.reap();
  if (!family_.all_gone()) family_.kill_all(now_ns() + 5 * kSecond);
  JsonLine("start-failed")
      .text("cause", cause)
      .text("logTail", directory_.read_log_tail(kLogTailBytes))
      .send();
  failed_ = true;
  done_ = true;
}

void Supervisor::watch() {
  pollfd descriptors[] = {{STDIN_FILENO, POLLIN, 0},
                          {signals_.get(), POLLIN, 0},
                          {readiness_.fd(), POLLIN, 0}};
  const timespec timeout = to_timespec(next_look_ns() - now_ns());
  // With everybody gone only a command or a signal is left to wait for.
  const bool idle = family_.all_gone();
  if (::ppoll(descriptors, 3, idle ? nullptr : &timeout, nullptr) < 0) return;
  if (descriptors[1].revents != 0) take_signals();
  if (!done_ && !ready_ && descriptors[2].revents != 0 && readiness_.look()) announce_ready();
  if (!done_ && descriptors[0].revents != 0) take_commands();
  if (!done_ && !family_.all_gone()) look_around();
}

Nanoseconds Supervisor::next_look_ns() const {
  if (paused_ns_ != 0) return std::min(next_watch_ns_, resume_at_ns_);
  return ready_ ? next_watch_ns_
                : std::min(next_watch_ns_, started_ns_ + arguments_.ready_timeout_ns);
}

// What has to be looked at from time to time.
void Supervisor::look_around() {
  const Nanoseconds now = now_ns();
  if (paused_ns_ != 0 && now >= resume_at_ns_) resume();
  if (now >= next_watch_ns_) {
    next_watch_ns_ = now + Watchdog::kPeriod;
    if (watchdog_.exceeded(family_)) {
      family_.note_zombies();
      family_.kill_all(now + 5 * kSecond);
      if (!end_announced_) announce_end("process limit");
      return;
    }
  }
  if (now >= next_log_look_ns_) {
    next_log_look_ns_ = now + kSecond;
    directory_.bound_log();
  }
  if (!ready_ && now >= started_ns_ + arguments_.ready_timeout_ns) {
    fail_start("no FIFO named " + arguments_.ready_name + " within " +
               std::to_string(arguments_.ready_timeout_ns / kMillisecond) + " ms");
  }
}

void Supervisor::take_signals() {
  signalfd_siginfo signal = {};
  bool stop_wanted = false;
  while (::read(signals_.get(), &signal, sizeof signal) == sizeof signal) {
    if (signal.ssi_signo != SIGCHLD) stop_wanted = true;
  }
  family_.reap();
  if (stop_wanted) {
    stop(SIGTERM, kHurriedGrace);
  } else if (family_.server_ended() && !end_announced_) {
    announce_end("ended by itself");
  }
}

void Supervisor::take_commands() {
  char bytes[512];
  const ssize_t size = ::read(STDIN_FILENO, bytes, sizeof bytes);
  if (size < 0 && (errno == EINTR || errno == EAGAIN)) return;
  // End of file: whoever gave the commands is gone.
  if (size <= 0) return stop(SIGTERM, kHurriedGrace);
  input_.append(bytes, static_cast<std::size_t>(size));
  std::size_t end = 0;
  while (!done_ && (end = input_.find('\n')) != std::string::npos) {
    const std::string command = input_.substr(0, end);
    input_.erase(0, end + 1);
    obey(command);
  }
  if (input_.size() > kCommandBytesMax) input_.clear();
}

void Supervisor::obey(std::string_view command) {
  constexpr std::string_view kStop = "stop ";
  constexpr std::string_view kPause = "pause ";
  if (command == "usage") {
    report_usage();
  } else if (command.starts_with(kStop)) {
    obey_stop(command.substr(kStop.size()));
  } else if (command.starts_with(kPause)) {
    obey_pause(command.substr(kPause.size()));
  } else {
    JsonLine("error").text("cause", "no such command").text("command", command).send();
  }
}

void Supervisor::obey_stop(std::string_view words) {
  constexpr Nanoseconds kGraceMax = 60 * kSecond;
  const std::size_t space = words.find(' ');
  const int signal = parse_signal(words.substr(0, space));
  long long milliseconds = -1;
  if (space != std::string_view::npos) {
    milliseconds = std::atoll(std::string(words.substr(space + 1)).c_str());
  }
  if (signal == 0 || milliseconds < 0) {
    JsonLine("error").text("cause", "usage: stop SIGNAL GRACE_MS").text("command", words).send();
    return;
  }
  stop(signal, std::min<Nanoseconds>(milliseconds, kGraceMax / kMillisecond) * kMillisecond);
}

// Stops the server's whole group for a time. The warden keeps that time itself: whatever becomes of
// whoever asked for it, the server goes on or ends.
void Supervisor::obey_pause(std::string_view words) {
  constexpr long long kPauseMsMax = 60'000;
  const long long milliseconds = std::atoll(std::string(words).c_str());
  if (milliseconds < 1 || milliseconds > kPauseMsMax || paused_ns_ != 0 || !ready_ ||
      family_.server_ended()) {
    JsonLine("error").text("cause", "cannot pause").text("command", words).send();
    return;
  }
  family_.signal_group(SIGSTOP);
  paused_ns_ = now_ns();
  resume_at_ns_ = paused_ns_ + milliseconds * kMillisecond;
}

void Supervisor::resume() {
  if (paused_ns_ == 0) return;
  const Nanoseconds resumed_ns = now_ns();
  if (!family_.all_gone()) family_.signal_group(SIGCONT);
  JsonLine("paused").number("sinceNs", paused_ns_).number("untilNs", resumed_ns).send();
  paused_ns_ = 0;
}

}  // namespace fifobench
