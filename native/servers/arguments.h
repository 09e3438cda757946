// The server's command line, checked.
#pragma once

#include <cstddef>

#include "core/clock.h"
#include "servers/known_behaviour.h"
#include "servers/patterns.h"
#include "servers/service.h"

namespace fifobench {

struct Arguments {
  const Pattern* pattern = nullptr;  // nullptr: only the list of patterns is wanted
  const char* directory = ".";
  const char* statistics_path = nullptr;  // nullptr: none are written
  Nanoseconds phase_timeout_ns = kSecond;
  Nanoseconds idle_timeout_ns = 5 * kSecond;
  Service service;
  std::size_t ballast_bytes = 0;
  KnownBehaviour behaviour;
};

// False when something is wrong; one line on standard error then says what.
bool parse_arguments(int argument_count, char** arguments, Arguments& parsed);

}  // namespace fifobench
