// The list of server patterns. A new one is a file that defines serve_<pattern> and one line here.
#pragma once

#include "servers/server.h"

namespace fifobench {

// PATTERN(function, name, summary)
#define FIFOBENCH_PATTERNS(PATTERN)                                                          \
  PATTERN(serve_basic, "basic", "one client at a time, served by the server itself")         \
  PATTERN(serve_forking, "forking",                                                          \
          "a subserver per client; the pipe is removed after the fork")                      \
  PATTERN(serve_forking_unlink_first, "forking-unlink-first",                                \
          "a subserver per client; the pipe is removed before the fork")

struct Pattern {
  const char* name;
  const char* summary;
  // Serves until a stop is requested. 0, or the negated errno of the call without which the server
  // cannot go on; it then has removed its well-known pipe as well.
  int (*serve)(Server& server);
};

#define FIFOBENCH_DECLARE(function, name, summary) int function(Server& server);
FIFOBENCH_PATTERNS(FIFOBENCH_DECLARE)
#undef FIFOBENCH_DECLARE

#define FIFOBENCH_ENTRY(function, name, summary) {name, summary, function},
inline constexpr Pattern kPatterns[] = {FIFOBENCH_PATTERNS(FIFOBENCH_ENTRY)};
#undef FIFOBENCH_ENTRY

}  // namespace fifobench
