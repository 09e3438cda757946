// What /proc says about processes, at the moment of the look: a process may end, and its pid be
// given to another, before what was seen is used.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.h"

namespace fifobench {

struct ProcessState {
  pid_t pid = 0;
  pid_t parent_pid = 0;
  bool zombie = false;
};

struct ProcessUsage {
  Nanoseconds user_ns = 0;  // in the kernel's ticks of 10 ms, as is the next
  Nanoseconds system_ns = 0;
  Nanoseconds total_ns = 0;  // exact
  std::int64_t minor_faults = 0;
  std::int64_t voluntary_switches = 0;
  std::int64_t involuntary_switches = 0;
  std::int64_t io_calls = -1;  // reads and writes, with those of reaped children; -1: not known
  // Of children that were waited for.
  Nanoseconds children_user_ns = 0;
  Nanoseconds children_system_ns = 0;
  std::int64_t children_minor_faults = 0;
};

// The numbers that name the entries of a directory below /proc; none when it cannot be read.
std::vector<pid_t> list_numbers(const std::string& path);

// The descriptors that a process has open; 0 when it is gone.
std::int64_t count_open_files(pid_t pid);

// All descendants of a process, itself not among them. Reads the whole of /proc.
std::vector<ProcessState> find_descendants(pid_t ancestor);

// The children of a process. Reads a file for each of its threads and one for each child, where the
// kernel keeps such lists, and the whole of /proc elsewhere.
std::vector<ProcessState> find_children(pid_t parent);

// The use so far, over all threads; zeros when the process is gone.
ProcessUsage read_usage(pid_t pid);

// How often a process has read and written, with the children that it waited for; exact, and -1
// where the kernel does not count or does not tell.
std::int64_t count_io_calls(pid_t pid);

// How many threads there are in the whole system: an upper bound of any number of processes, for
// the price of one read. `loadavg_fd` is /proc/loadavg. -1 when it cannot be read.
std::int64_t count_all_threads(int loadavg_fd);

}  // namespace fifobench
