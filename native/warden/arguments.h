// The warden's command line, checked.
#pragma once

#include <sched.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.h"

namespace fifobench {

struct Arguments {
  std::string parent_directory;       // the run directory is made in it
  std::string ready_name = "wkp";     // relative to the server's directory, or absolute
  bool await_nothing = false;         // ready as soon as it runs, whatever it makes
  std::string server_directory;       // where it runs; empty: in the run directory
  std::vector<std::string> private_patterns;  // names of FIFOs to be removed at the end
  Nanoseconds ready_timeout_ns = 5 * kSecond;
  bool pinned = false;
  cpu_set_t cpus = {};                // where the server may run, if pinned
  std::uint64_t open_file_limit = 0;  // 0: as inherited
  std::uint64_t process_limit = 4'096;
  bool count_system_calls = false;    // slows every system call of the machine
  std::vector<std::string> command;   // {dir} and {stats} stand for paths
};

// False when something is wrong; one line on standard error then says what.
bool parse_arguments(int argument_count, char** arguments, Arguments& parsed);

}  // namespace fifobench
