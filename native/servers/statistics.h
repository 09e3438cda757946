// Totals of one server, and the file that they are written to at its stop.
#pragma once

#include "core/histogram.h"
#include "servers/counters.h"

namespace fifobench {

struct Statistics {
  Counters counters;
  Histogram fork_ns;           // the fork call, in the parent
  Histogram fork_to_child_ns;  // from just before the fork to the child's first instruction
};

// Writes one line of JSON,
//   {"counters":{...},"forkNs":[[lowestValueNs,count],...],"forkToChildNs":[...]}
// to a neighbour of `path` that is then renamed, so that a reader never sees half a file. 0 or the
// negated errno.
int write_statistics(const Statistics& statistics, const char* path);

}  // namespace fifobench
