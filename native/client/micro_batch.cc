// The batches without a partner; see micro_batch.h.
#include "client/micro_batch.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include "client/private_fifos.h"
#include "client/signal_pause.h"
#include "client/time_grid.h"
#include "core/fifo.h"
#include "core/histogram.h"

namespace fifobench {
namespace {

constexpr char kName[] = "fifo";

MicroResult failure(const char* call, int result) { return {0, call, -result}; }

// `operate` returns 0 or the negated errno, which ends the batch.
template <typename Operate>
MicroResult time_operations(const MicroPlan& plan, const char* call, Operate operate) {
  const Nanoseconds started_ns = now_ns();
  for (std::uint64_t index = 0; index < plan.operation_count; ++index) {
    if (const int result = operate(index); result < 0) return failure(call, result);
  }
  return {now_ns() - started_ns, nullptr, 0};
}

MicroResult make_and_remove(const MicroPlan& plan) {
  PrivateDirectory directory;
  if (const int result = directory.make(plan.parent_directory); result < 0) {
    return failure("mkdtemp", result);
  }
  return time_operations(plan, "mkfifo", [&](std::uint64_t) {
    const int result = make_fifo(directory.fd(), kName);
    return result < 0 ? result : remove_fifo(directory.fd(), kName);
  });
}

MicroResult open_and_close(const MicroPlan& plan) {
  PrivateDirectory directory;
  if (const int result = directory.make(plan.parent_directory); result < 0) {
    return failure("mkdtemp", result);
  }
  FifoName name;
  if (const int result = FifoName::make(directory.fd(), kName, name); result < 0) {
    return failure("mkfifo", result);
  }
  return time_operations(plan, "open", [&](std::uint64_t) {
    const Fd read_end(open_read_end(directory.fd(), kName));
    const Fd write_end(open_write_end(directory.fd(), kName));
    return read_end.valid() && write_end.valid() ? 0 : -errno;
  });
}

MicroResult write_and_read(const MicroPlan& plan) {
  PrivateDirectory directory;
  OpenFifo fifo;
  int result = directory.make(plan.parent_directory);
  if (result == 0) result = open_nameless_fifo(directory, fifo);
  if (result < 0) return failure("open", result);
  std::array<char, MicroPlan::kPayloadBytesMax> bytes = {};
  const auto size = static_cast<ssize_t>(plan.payload_bytes);
  return time_operations(plan, "write", [&](std::uint64_t) {
    if (::write(fifo.write_end.get(), bytes.data(), plan.payload_bytes) != size) return -errno;
    return ::read(fifo.read_end.get(), bytes.data(), plan.payload_bytes) == size ? 0 : -errno;
  });
}

int reap(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -errno;
  }
  return WIFEXITED(status) ? 0 : -ECHILD;
}

MicroResult fork_and_exit(const MicroPlan& plan) {
  // A child must not run the handlers of its parent, which share their pipes with it.
  const SignalPause pause;
  return time_operations(plan, "fork", [](std::uint64_t) {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(0);
    return pid < 0 ? -errno : reap(pid);
  });
}

constexpr std::size_t kSampleCount = 4096;

// A hump at 30 to 60 µs as handshakes have it, one in 16 up to 1 ms, one in 256 up to 50 ms.
std::array<Nanoseconds, kSampleCount> latency_like_samples() {
  std::array<Nanoseconds, kSampleCount> samples = {};
  std::uint64_t state = 0x9e3779b97f4a7c15;
  for (Nanoseconds& sample : samples) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    const auto draw = static_cast<Nanoseconds>(state >> 32);
    const auto kind = state & 0xff;
    const Nanoseconds spread = kind == 0        ? 50 * kMillisecond
                               : kind % 16 == 0 ? kMillisecond
                                                : 30 * kMicrosecond;
    sample = 30 * kMicrosecond + draw % spread;
  }
  return samples;
}

MicroResult record(const MicroPlan& plan) {
  static const auto samples = latency_like_samples();
  Histogram histogram;
  histogram.prefault();
  const MicroResult result = time_operations(plan, "record", [&](std::uint64_t index) {
    histogram.record(samples[index % kSampleCount]);
    return 0;
  });
  // Also keeps the compiler from leaving the work out.
  return histogram.count() == plan.operation_count ? result : failure("record", -ERANGE);
}

// As handshakes of one client come, one after the other.
MicroResult record_over_time(const MicroPlan& plan) {
  static const auto samples = latency_like_samples();
  Histogram histogram;
  histogram.prefault();
  TimeGrid grid(10 * kSecond);
  Nanoseconds elapsed_ns = 0;
  const MicroResult result = time_operations(plan, "record", [&](std::uint64_t index) {
    const Nanoseconds sample = samples[index % kSampleCount];
    elapsed_ns += sample;
    histogram.record(sample);
    grid.record(elapsed_ns, sample);
    return 0;
  });
  grid.reach(elapsed_ns);
  const bool is_kept = grid.column_count() > 0 && histogram.count() == plan.operation_count;
  return is_kept ? result : failure("record", -ERANGE);
}

}  // namespace

MicroResult run_micro_batch(const MicroPlan& plan) {
  switch (plan.operation) {
    case MicroOperation::kMakeAndRemove:
      return make_and_remove(plan);
    case MicroOperation::kOpenAndClose:
      return open_and_close(plan);
    case MicroOperation::kWriteAndRead:
      return write_and_read(plan);
    case MicroOperation::kThreadRoundTrip:
    case MicroOperation::kProcessRoundTrip:
      return run_round_trips(plan);
    case MicroOperation::kForkAndExit:
      return fork_and_exit(plan);
    case MicroOperation::kRecord:
      return record(plan);
    case MicroOperation::kRecordOverTime:
      return record_over_time(plan);
  }
  return failure("no such operation", -EINVAL);
}

}  // namespace fifobench
