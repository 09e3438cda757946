// The yardstick: a second, independent implementation of the seed's basic server and of a client,
// with plain blocking calls. It shares no line with core/, client/ or servers/, so that an error in
// those cannot hide in what they are compared with; that is also why it closes descriptors by
// itself.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace yardstick {

constexpr size_t kMessageBytes = 64;  // a tag of 4 bytes and a name of 60
constexpr size_t kHeaderBytes = 8;
constexpr size_t kPayloadBytesMax = 1 << 20;

struct LoadPlan {
  const char* directory;
  long handshake_count;
  long operation_count;  // for each handshake
  long payload_bytes;
  long warmup_count;     // handshakes before those that are counted
  bool gate;             // leave the pipe only when it is known to be removed; see load.cc
  bool yield;            // give up the processor after each session, as a client's exit would
};

int serve(const char* directory);
int load(const LoadPlan& plan);
int round_trip(bool same_core, long count);

// Ends the process with what failed and why.
[[noreturn]] void die(const char* what);
void pin_to_cpu(int cpu);
int64_t now_ns();
// Sorts, and prints {"p50":..,"p90":..,"p99":..}: each the smallest value that is at least as large
// as that share of all.
void print_quantiles(int64_t* values_ns, long count);

}  // namespace yardstick
