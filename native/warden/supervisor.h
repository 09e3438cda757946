// The warden's life: start the server, report, obey, and clean up. One loop waits for commands,
// signals and the well-known pipe; every way out of it ends in the same cleaning.
//
//   starting -> ready -> [server ended ->] stopped -> directory removed, exit 0
//      `-> failed -----------------------------------> directory removed, exit 1
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/fd.h"
#include "core/system_call_counter.h"
#include "warden/arguments.h"
#include "warden/family.h"
#include "warden/readiness.h"
#include "warden/run_directory.h"
#include "warden/watchdog.h"

namespace fifobench {

class Supervisor {
 public:
  explicit Supervisor(const Arguments& arguments);

  // Runs until the server and the directory are gone. The exit status: 0, 1 when the server could
  // not be started or something could not be removed.
  int run();

 private:
  bool start();
  bool prepare_names();
  void fail_start(const std::string& cause);
  void watch();
  void look_around();
  void take_signals();
  void take_commands();
  void obey(std::string_view command);
  void obey_stop(std::string_view words);
  void obey_pause(std::string_view words);
  void resume();
  void announce_ready();
  void announce_end(const char* cause);
  void report_usage();
  void stop(int signal, Nanoseconds grace_ns);
  void note_leftovers();
  std::vector<std::string> absolute_patterns() const;
  void await_end(Nanoseconds deadline_ns);
  void report_stopped(bool forced, std::int64_t leftover_count);
  int clean_up();
  Nanoseconds next_look_ns() const;

  const Arguments& arguments_;
  RunDirectory directory_;
  Readiness readiness_;
  Family family_;
  Watchdog watchdog_;
  Fd signals_;
  std::string input_;
  Nanoseconds started_ns_ = 0;
  Nanoseconds prepared_time_ns_ = 0;  // on the clock of file times
  std::int64_t open_file_count_ = 0;  // of the server, when it was asked to end
  std::int64_t live_child_count_ = 0;
  Nanoseconds next_watch_ns_ = 0;
  Nanoseconds next_log_look_ns_ = 0;
  std::int64_t io_calls_at_stop_ = -1;  // not known
  SystemCallCounter system_calls_;      // of the server, if they are to be counted
  std::int64_t system_calls_at_stop_ = -1;
  Nanoseconds paused_ns_ = 0;  // since when the server has been stopped; 0: it is not
  Nanoseconds resume_at_ns_ = 0;
  bool ready_ = false;
  bool failed_ = false;
  bool end_announced_ = false;
  bool done_ = false;
};

}  // namespace fifobench
