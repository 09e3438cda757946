// The server's command line, checked.
#pragma once

#include "core/clock.h"
#include "servers/patterns.h"

namespace fifobench {

struct Arguments {
  const Pattern* pattern = nullptr;  // nullptr: only the list of patterns is wanted
  const char* directory = ".";
  const char* statistics_path = nullptr;  // nullptr: none are written
  Nanoseconds phase_timeout_ns = kSecond;
  Nanoseconds idle_timeout_ns = 5 * kSecond;
};

// False when something is wrong; one line on standard error then says what.
bool parse_arguments(int argument_count, char** arguments, Arguments& parsed);

}  // namespace fifobench
