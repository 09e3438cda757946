// Batches for the micro-benchmarks: one operation of FIFOs, processes or histograms over and over,
// timed from inside, so that no call from JavaScript is part of the figure. What a batch needs is
// made before its clock starts, in a private directory, and is gone when it ends, also after a
// failure.
#pragma once

#include <cstdint>
#include <string>

#include "core/clock.h"

namespace fifobench {

enum class MicroOperation {
  kMakeAndRemove,     // the name of a FIFO
  kOpenAndClose,      // both ends of a FIFO
  kWriteAndRead,      // a payload through one FIFO, by one thread
  kThreadRoundTrip,   // a payload to another thread and back, through two FIFOs
  kProcessRoundTrip,  // the same between two child processes
  kForkAndExit,       // of this process, until the child is reaped
  kRecord,            // a sample into a histogram
  kRecordOverTime,    // the same sample also into a grid of times
};

struct MicroPlan {
  // So that a write is never torn.
  static constexpr std::uint32_t kPayloadBytesMax = 4096;

  MicroOperation operation = MicroOperation::kRecord;
  std::uint64_t operation_count = 1;
  std::string parent_directory;
  std::uint32_t payload_bytes = 64;  // 1 to kPayloadBytesMax
  // Processors of the round trips; negative: wherever the scheduler likes.
  int own_cpu = -1;
  int partner_cpu = -1;
};

struct MicroResult {
  Nanoseconds elapsed_ns = 0;         // of all operations together
  const char* failed_call = nullptr;  // then the elapsed time means nothing
  int error = 0;                      // its errno
};

// Blocks the calling thread until the batch is over. Its processors are restored; no child, thread,
// descriptor or file remains.
MicroResult run_micro_batch(const MicroPlan& plan);

// The part of the above that has a partner: a thread or a child process that sends everything back.
MicroResult run_round_trips(const MicroPlan& plan);

}  // namespace fifobench
