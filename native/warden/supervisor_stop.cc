// How the warden reports and ends; see supervisor.h.
#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "warden/json_line.h"
#include "warden/private_names.h"
#include "warden/process_table.h"
#include "warden/signal_names.h"
#include "warden/supervisor.h"

namespace fifobench {
namespace {

constexpr std::size_t kLogTailBytes = 2000;

void add_wait_status(JsonLine& line, int wait_status) {
  if (WIFEXITED(wait_status)) {
    line.number("status", WEXITSTATUS(wait_status)).null("signal");
  } else {
    line.null("status").text("signal", signal_name(WTERMSIG(wait_status)));
  }
}

void add_usage(JsonLine& line, pid_t pid, const SystemCallCounter& system_calls) {
  const ProcessUsage usage = read_usage(pid);
  std::int64_t live_count = 0;
  std::int64_t zombie_count = 0;
  for (const ProcessState& child : find_children(pid)) ++(child.zombie ? zombie_count : live_count);
  line.number("userNs", usage.user_ns)
      .number("systemNs", usage.system_ns)
      .number("totalNs", usage.total_ns)
      .number("voluntarySwitches", usage.voluntary_switches)
      .number("involuntarySwitches", usage.involuntary_switches)
      .number("minorFaults", usage.minor_faults)
      .number("ioCalls", usage.io_calls)
      .number("systemCalls", system_calls.count())
      .number("childrenUserNs", usage.children_user_ns)
      .number("childrenSystemNs", usage.children_system_ns)
      .number("childrenMinorFaults", usage.children_minor_faults)
      .number("liveChildren", live_count)
      .number("openFiles", count_open_files(pid))
      .number("zombies", zombie_count);
}

}  // namespace

void Supervisor::announce_ready() {
  ready_ = true;
  readiness_.end();
  JsonLine line("ready");
  line.begin_object("usage");
  add_usage(line, family_.server_pid(), system_calls_);
  line.end_object().send();
}

void Supervisor::report_usage() {
  JsonLine line("usage");
  add_usage(line, family_.server_pid(), system_calls_);
  line.send();
}

void Supervisor::announce_end(const char* cause) {
  if (!ready_) {
    const int status = family_.wait_status();
    return fail_start(WIFEXITED(status)
                          ? "the server ended with status " + std::to_string(WEXITSTATUS(status)) +
                                " before it was ready"
                          : "the server was ended by " + signal_name(WTERMSIG(status)) +
                                " before it was ready (" + cause + ")");
  }
  end_announced_ = true;
  JsonLine line("exited");
  add_wait_status(line, family_.wait_status());
  line.text("cause", cause).send();
}

void Supervisor::stop(int signal, Nanoseconds grace_ns) {
  // What gets SIGKILL has no say in how long it takes to die.
  if (signal == SIGKILL) grace_ns = std::max(grace_ns, kSecond);
  // What is stopped hears no signal.
  resume();
  family_.note_zombies();
  note_leftovers();
  // Before its end, which would take the count away.
  io_calls_at_stop_ = family_.server_ended() ? -1 : count_io_calls(family_.server_pid());
  system_calls_at_stop_ = system_calls_.count();
  if (!family_.all_gone()) family_.signal_group(signal);
  await_end(now_ns() + grace_ns);
  const bool forced = !family_.server_ended();
  std::int64_t leftover_count = 0;
  if (!family_.all_gone()) leftover_count = family_.kill_all(now_ns() + 5 * kSecond);
  if (forced) --leftover_count;  // the server itself is not left over
  report_stopped(forced, std::max<std::int64_t>(leftover_count, 0));
  done_ = true;
}

// What a server keeps that has nothing to do any more.
void Supervisor::note_leftovers() {
  if (family_.server_ended()) return;
  open_file_count_ = count_open_files(family_.server_pid());
  for (const ProcessState& child : find_children(family_.server_pid())) {
    if (!child.zombie) ++live_child_count_;
  }
}

void Supervisor::await_end(Nanoseconds deadline_ns) {
  family_.reap();
  while (!family_.all_gone() && now_ns() < deadline_ns) {
    pollfd descriptor = {signals_.get(), POLLIN, 0};
    const timespec timeout = to_timespec(deadline_ns - now_ns());
    if (::ppoll(&descriptor, 1, &timeout, nullptr) > 0) {
      char signals[1024];
      [[maybe_unused]] const ssize_t size = ::read(signals_.get(), signals, sizeof signals);
    }
    family_.reap();
  }
}

void Supervisor::report_stopped(bool forced, std::int64_t leftover_count) {
  const ReapedUsage& usage = family_.usage();
  JsonLine line("stopped");
  add_wait_status(line, family_.wait_status());
  line.boolean("forced", forced)
      .boolean("wkpRemoved", !readiness_.name_exists())
      .number("zombies", family_.zombie_count())
      .number("leftoverProcesses", leftover_count)
      .number("openFiles", open_file_count_)
      .number("liveChildren", live_child_count_)
      .begin_object("usage")
      .number("userNs", usage.user_ns)
      .number("systemNs", usage.system_ns)
      .number("voluntarySwitches", usage.voluntary_switches)
      .number("involuntarySwitches", usage.involuntary_switches)
      .number("minorFaults", usage.minor_faults)
      .number("ioCalls", io_calls_at_stop_)
      .number("systemCalls", system_calls_at_stop_)
      .end_object()
      .foreign_object("stats", directory_.read_statistics())
      .text("logTail", directory_.read_log_tail(kLogTailBytes))
      .send();
}

std::vector<std::string> Supervisor::absolute_patterns() const {
  std::vector<std::string> patterns;
  for (const std::string& pattern : arguments_.private_patterns) {
    const bool absolute = pattern[0] == '/';
    // What lies in the run directory goes with it.
    if (absolute || !arguments_.server_directory.empty()) {
      patterns.push_back(absolute ? pattern : directory_.server_path() + "/" + pattern);
    }
  }
  return patterns;
}

int Supervisor::clean_up() {
  // Below the run directory everything goes anyway; an absolute name did not exist before the
  // start.
  if (family_.server_pid() != 0) {
    if (!arguments_.await_nothing) readiness_.remove_name();
    remove_private_fifos(absolute_patterns(), prepared_time_ns_);
  }
  const int error = directory_.remove();
  if (error < 0) {
    std::fprintf(stderr, "fifobench-warden: something was left in %s: %s\n",
                 arguments_.parent_directory.c_str(), std::strerror(-error));
  }
  return failed_ || error < 0 ? 1 : 0;
}

}  // namespace fifobench
