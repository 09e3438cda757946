// Starting the server under test: in a session of its own, in its directory, with nothing inherited
// but its log, and dying when the warden dies.
#pragma once

#include <sys/types.h>

#include <string>

#include "core/system_call_counter.h"
#include "warden/arguments.h"
#include "warden/run_directory.h"

namespace fifobench {

struct StartedServer {
  pid_t pid = 0;      // 0: not started
  std::string cause;  // why not
  SystemCallCounter system_calls = {};  // of it and all that it starts, if they were to be counted
};

// Returns when the command has been executed, or could not be.
StartedServer start_server(const Arguments& arguments, const RunDirectory& directory);

}  // namespace fifobench
