// What the servers count. The list is the single place that names a counter; everything is a number
// of events since the start, or a sum in the unit of its name.
#pragma once

#include <cstdint>

namespace fifobench {

// COUNTER(member, name in the statistics file)
#define FIFOBENCH_COUNTERS(COUNTER)                                                            \
  COUNTER(established, "established")      /* responses verified */                            \
  COUNTER(ended_well, "endedWell")         /* established, then closed between two requests */ \
  COUNTER(vanished, "vanished")            /* the client was gone at any other moment */       \
  COUNTER(timeouts, "timeouts")            /* a phase's deadline passed */                     \
  COUNTER(interrupted, "interrupted")      /* sessions that the server's stop ended */         \
  COUNTER(refused, "refused")              /* clients turned away at once */                   \
  COUNTER(garbage, "garbage")              /* reads that held something not of the profile */  \
  COUNTER(bad_names, "badNames")           /* private FIFOs that may not be opened */          \
  COUNTER(operations, "operations")        /* requests echoed in full */                       \
  COUNTER(service_ns, "serviceNs")         /* service time that was drawn for them */          \
  COUNTER(forks, "forks")                  /* subservers made */                               \
  COUNTER(fork_failures, "forkFailures")   /* fork(2) failed; the client was refused */        \
  COUNTER(crowd_refusals, "crowdRefusals") /* too many subservers; the client was refused */

struct Counters {
#define FIFOBENCH_DECLARE(member, name) std::uint64_t member = 0;
  FIFOBENCH_COUNTERS(FIFOBENCH_DECLARE)
#undef FIFOBENCH_DECLARE

  Counters& operator+=(const Counters& other) {
#define FIFOBENCH_ADD(member, name) member += other.member;
    FIFOBENCH_COUNTERS(FIFOBENCH_ADD)
#undef FIFOBENCH_ADD
    return *this;
  }
};

}  // namespace fifobench
