// What one thread is told to do in one block: which servers, how many clients, how long, in which
// turns. Filled before the block and not changed during it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "client/wire_profile.h"
#include "core/clock.h"

namespace fifobench {

// A server to load. Paths in its profile are relative to its directory.
struct TargetPlan {
  std::string directory;
  pid_t server_pid = 0;  // 0: unknown, then its children are not looked at
  bool forks = false;    // a turn away from it waits until its children are gone
  WireProfile profile = {};
};

enum class Admission { kGate, kRace };

struct BlockPlan {
  std::vector<TargetPlan> targets;
  std::vector<int> cpus;  // empty: wherever the scheduler likes
  int thread_index = 0;
  int thread_count = 1;
  std::uint32_t client_count = 1;  // of this thread
  std::uint32_t operation_count = 0;
  std::uint32_t payload_bytes = 0;
  Nanoseconds think_ns = 0;
  Nanoseconds timeout_ns = kSecond;  // of a phase; what the profile adds comes on top
  Admission admission = Admission::kGate;
  // Before anything is recorded, each target serves this many handshakes of all threads, and for
  // at least this time.
  std::uint64_t warmup_handshake_count = 0;
  Nanoseconds warmup_ns = 0;
  // A turn: `discard` handshakes that are not recorded, then `slice` that are. A slice of 0 is one
  // single turn that ends with the block, which then has exactly one target.
  std::uint64_t slice_handshake_count = 0;
  std::uint64_t discard_handshake_count = 0;
  // The block ends after this many recorded handshakes of each target, or after this time; 0: no
  // such bound. At least one of the two is given.
  std::uint64_t handshake_limit = 0;
  Nanoseconds duration_ns = 0;
  // How much of the same load earlier blocks have recorded: times within the recording go on from
  // there.
  Nanoseconds recorded_before_ns = 0;
  // At the price of their times, and where the kernel lets us.
  bool count_system_calls = false;
  std::uint64_t seed = 1;  // orders the targets within a round of turns

  // Open model: when this thread's handshakes are to start, ascending, counted from the start of
  // the recorded turn. Empty: closed model. An open block has one target and a slice of 0.
  bool open_model = false;
  std::vector<Nanoseconds> arrivals;
  // Arrivals that find no free client wait for one, or with this are dropped and counted.
  bool drop_on_overload = false;
  // This long before an arrival the thread stops sleeping and spins.
  Nanoseconds spin_ns = 0;
  // After `duration_ns`, what is under way or waiting may go on for this long; then it is censored.
  Nanoseconds drain_ns = 0;
};

}  // namespace fifobench
