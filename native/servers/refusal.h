// Turning clients away at once: their private FIFO is opened and closed, so that they read
// end-of-file and may try again, instead of waiting for a deadline.
#pragma once

#include <cstddef>

#include "core/seed_profile.h"
#include "servers/counters.h"
#include "servers/server.h"

namespace fifobench {

// Refuses the sender of one connect message. A name that may not be opened is counted as a bad one.
void refuse(const Server& server, const seed::Message& connect, Counters& counters);

struct Sorting {
  bool has_winner = false;
  bool has_garbage = false;
};

// Looks through `size` bytes that waited in a well-known pipe. The first usable connect message is
// copied to `winner`, unless that is nullptr; the sender of every other one is refused. Whatever is
// no connect message is skipped.
Sorting sort_connects(const Server& server, const char* bytes, std::size_t size,
                      seed::Message* winner, Counters& counters);

}  // namespace fifobench
