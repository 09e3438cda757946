// Private FIFOs that clients left behind outside of the run directory: their names are known by a
// pattern, and only those that were made since the start are removed.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"

namespace fifobench {

// Removes FIFOs of this user that match one of the patterns, such as `/tmp/client.{id}`, where
// `{id}` stands for digits, or that have just this name where there is no `{id}`, and that were
// made at `since_ns` (CLOCK_REALTIME) or later. Returns how many were there.
int remove_private_fifos(const std::vector<std::string>& patterns, Nanoseconds since_ns);

// The present, on the clock of file times.
Nanoseconds file_time_ns();

}  // namespace fifobench
