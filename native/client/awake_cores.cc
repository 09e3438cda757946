// Spinning threads of the lowest priority; see awake_cores.h.
#include "client/awake_cores.h"

#include <sched.h>
#include <sys/prctl.h>

#include <cerrno>

#include "client/signal_pause.h"
#include "core/affinity.h"

namespace fifobench {
namespace {

// Tells the processor that this is a wait, so that it draws less power and leaves more to a
// sibling on the same core.
void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace

void* AwakeCores::spin(void* argument) {
  Spinner& spinner = *static_cast<Spinner*>(argument);
  ::prctl(PR_SET_NAME, "fifobench-awake");
  const sched_param lowest = {};
  int result = pin_this_thread({&spinner.cpu, 1});
  if (result == 0 && ::sched_setscheduler(0, SCHED_IDLE, &lowest) != 0) result = -errno;
  spinner.state.store(result, std::memory_order_release);
  while (result == 0 && !spinner.over->load(std::memory_order_relaxed)) relax();
  return nullptr;
}

int AwakeCores::start(int cpu) {
  auto spinner = std::make_unique<Spinner>();
  spinner->cpu = cpu;
  spinner->over = &over_;
  const int error = ::pthread_create(&spinner->thread, nullptr, spin, spinner.get());
  if (error != 0) return -error;
  spinners_.push_back(std::move(spinner));
  // It begins at an ordinary priority, so this takes no longer than a thread takes to start.
  const std::atomic<int>& state = spinners_.back()->state;
  while (state.load(std::memory_order_acquire) > 0) ::sched_yield();
  return state.load(std::memory_order_acquire);
}

int AwakeCores::hold(std::span<const int> cpus) {
  // A signal to the process must not be delivered to a thread that hardly ever runs.
  const SignalPause pause;
  for (const int cpu : cpus) {
    const int result = start(cpu);
    if (result == 0) continue;
    release();
    return result;
  }
  return 0;
}

void AwakeCores::release() {
  over_.store(true, std::memory_order_relaxed);
  for (const auto& spinner : spinners_) ::pthread_join(spinner->thread, nullptr);
  spinners_.clear();
  over_.store(false, std::memory_order_relaxed);
}

}  // namespace fifobench
