// A warden under test: its commands and its events, which are lines of JSON of a known order.
#pragma once

#include <string>
#include <vector>

#include "test/process.h"
#include "test/scratch_directory.h"

namespace fifobench::test {

class WardenRun {
 public:
  // `options` come before, `command` after the "--".
  explicit WardenRun(const std::vector<std::string>& command,
                     const std::vector<std::string>& options = {});
  // Lets the warden clean up; killed, it could not.
  ~WardenRun();

  // The next line; whether it is this event. The line stays in last_line().
  bool receives(const std::string& event);
  const std::string& last_line() const { return line_; }
  // Whether the last line holds this member, written as JSON: "\"forced\":true".
  bool says(const std::string& member) const { return line_.find(member) != std::string::npos; }
  // A number in the last line; -1 when it is not there.
  long number(const std::string& key) const;

  void command(const std::string& line) const { process_.write(line + "\n"); }
  // Whether the warden ends with this status and leaves nothing behind.
  bool ends_with(int code);
  // The directory that the server runs in, from the event `started`.
  const std::string& server_directory() const { return server_directory_; }
  pid_t server_pid() const { return server_pid_; }
  bool left_nothing() const { return count_entries(parent_.path()) == 0; }

  Process& process() { return process_; }

 private:
  ScratchDirectory parent_;
  Process process_;
  std::string line_;
  std::string server_directory_;
  pid_t server_pid_ = 0;
};

}  // namespace fifobench::test
