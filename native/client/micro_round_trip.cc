// Round trips through two FIFOs; see micro_batch.h. The partner reads and writes with blocking
// calls and nothing else, as does this side, so that a figure is the kernel's own. Both notice at
// once when the other is gone, since each FIFO has one writer.
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "client/micro_batch.h"
#include "client/private_fifos.h"
#include "client/signal_pause.h"
#include "core/affinity.h"

namespace fifobench {
namespace {

// Lets both sides settle on their processors before the clock starts.
constexpr std::uint64_t kWarmupCount = 32;

using Payload = std::array<char, MicroPlan::kPayloadBytesMax>;

// One side's view: where its messages come from and go to.
struct Ends {
  Fd from;
  Fd to;
};

bool take(const Ends& ends, Payload& bytes, std::uint32_t size) {
  ssize_t taken = 0;
  do {
    taken = ::read(ends.from.get(), bytes.data(), size);
  } while (taken < 0 && errno == EINTR);
  return taken == static_cast<ssize_t>(size);
}

bool give(const Ends& ends, const Payload& bytes, std::uint32_t size) {
  ssize_t given = 0;
  do {
    given = ::write(ends.to.get(), bytes.data(), size);
  } while (given < 0 && errno == EINTR);
  return given == static_cast<ssize_t>(size);
}

void echo(const Ends& ends, std::uint32_t size) {
  Payload bytes;
  while (take(ends, bytes, size) && give(ends, bytes, size)) {
  }
}

MicroResult time_round_trips(const MicroPlan& plan, const Ends& ends) {
  Payload bytes = {};
  Nanoseconds started_ns = 0;
  for (std::uint64_t index = 0; index < kWarmupCount + plan.operation_count; ++index) {
    if (index == kWarmupCount) started_ns = now_ns();
    errno = EPIPE;  // for the end of the file, which sets none
    if (!give(ends, bytes, plan.payload_bytes)) return {0, "write", errno};
    if (!take(ends, bytes, plan.payload_bytes)) return {0, "read", errno};
  }
  return {now_ns() - started_ns, nullptr, 0};
}

// Joined when its owner dies, for which the other side must have closed its ends.
class EchoThread {
 public:
  EchoThread(Ends ends, std::uint32_t size) : ends_(std::move(ends)), size_(size) {
    error_ = ::pthread_create(&thread_, nullptr, run, this);
  }
  EchoThread(const EchoThread&) = delete;
  EchoThread& operator=(const EchoThread&) = delete;
  ~EchoThread() {
    if (error_ == 0) ::pthread_join(thread_, nullptr);
  }
  int error() const { return error_; }

 private:
  static void* run(void* self) {
    auto& partner = *static_cast<EchoThread*>(self);
    echo(partner.ends_, partner.size_);
    partner.ends_ = {};
    return nullptr;
  }

  Ends ends_;
  std::uint32_t size_;
  pthread_t thread_ = {};
  int error_ = 0;
};

// Runs `body` in a child that gets no signal but those that cannot be blocked, and that dies with
// this thread; its pid, or -1 with errno set.
template <typename Body>
pid_t fork_child(Body body) {
  const SignalPause pause;
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() == parent) body();
  ::_exit(0);
}

void reap(pid_t pid) {
  while (::waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// A child that is killed when its owner dies.
class EchoProcess {
 public:
  EchoProcess(Ends ends, Ends& others, std::uint32_t size)
      : pid_(fork_child([&] {
          others = {};
          echo(ends, size);
        })),
        error_(pid_ < 0 ? errno : 0) {}
  EchoProcess(const EchoProcess&) = delete;
  EchoProcess& operator=(const EchoProcess&) = delete;
  ~EchoProcess() {
    if (error_ != 0) return;
    ::kill(pid_, SIGKILL);
    reap(pid_);
  }
  int error() const { return error_; }

 private:
  pid_t pid_;
  int error_;
};

int pin(int cpu) { return cpu < 0 ? 0 : pin_this_thread({&cpu, 1}); }

// The partner inherits its processor from this thread, which then moves on to its own.
template <typename Start>
MicroResult meet(const MicroPlan& plan, Ends& mine, Start start) {
  const AffinityKeeper keeper;
  if (const int result = pin(plan.partner_cpu); result < 0) {
    return {0, "sched_setaffinity", -result};
  }
  const auto partner = start();
  MicroResult result;
  if (partner.error() != 0) {
    result = {0, "start of the partner", partner.error()};
  } else if (const int pinned = pin(plan.own_cpu); pinned < 0) {
    result = {0, "sched_setaffinity", -pinned};
  } else {
    result = time_round_trips(plan, mine);
  }
  mine = {};  // ends the partner
  return result;
}

// The threads of this process make its reads and writes dearer by a few percent. A child has none
// of them, so both sides are children.
MicroResult time_between_children(const MicroPlan& plan, Ends mine, Ends others) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) < 0) return {0, "pipe", errno};
  const Fd from(ends[0]);
  Fd to(ends[1]);
  const pid_t pid = fork_child([&] {
    const MicroResult result = meet(plan, mine, [&] {
      return EchoProcess(std::move(others), mine, plan.payload_bytes);
    });
    // The name of the failed call is at the same address in both.
    if (::write(to.get(), &result, sizeof result) < 0) ::_exit(1);
  });
  if (pid < 0) return {0, "fork", errno};
  mine = {};
  others = {};
  to.reset();
  MicroResult result;
  ssize_t size = 0;
  do {
    size = ::read(from.get(), &result, sizeof result);
  } while (size < 0 && errno == EINTR);
  reap(pid);
  if (size != static_cast<ssize_t>(sizeof result)) return {0, "round trip in a child", ECHILD};
  return result;
}

}  // namespace

MicroResult run_round_trips(const MicroPlan& plan) {
  PrivateDirectory directory;
  OpenFifo there;
  OpenFifo back;
  int result = directory.make(plan.parent_directory);
  if (result == 0) result = open_nameless_fifo(directory, there);
  if (result == 0) result = open_nameless_fifo(directory, back);
  if (result < 0) return {0, "open", -result};
  Ends mine = {std::move(back.read_end), std::move(there.write_end)};
  Ends others = {std::move(there.read_end), std::move(back.write_end)};
  if (plan.operation == MicroOperation::kThreadRoundTrip) {
    return meet(plan, mine, [&] { return EchoThread(std::move(others), plan.payload_bytes); });
  }
  return time_between_children(plan, std::move(mine), std::move(others));
}

}  // namespace fifobench
