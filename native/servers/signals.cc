// Blocking, handling, waiting and ticking; see signals.h.
#include "servers/signals.h"

#include <sys/time.h>

#include <csignal>
#include <initializer_list>

namespace fifobench {
namespace {

volatile std::sig_atomic_t stop_flag = 0;
sigset_t mask_while_waiting;
unsigned ready_count = 0;
bool ticking = false;
bool tick_wanted = false;

void set_tick_period(Nanoseconds period_ns) {
  const timeval period = {period_ns / kSecond, period_ns % kSecond / kMicrosecond};
  const itimerval timer = {period, period};
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void interrupt_only(int) {}
void request_stop(int) { stop_flag = 1; }

// The call that should hear of it may be about to block: it is interrupted until it has heard.
void request_stop_insistently(int) {
  stop_flag = 1;
  set_tick_period(10 * kMillisecond);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  ::sigaction(signal, &action, nullptr);
}

// ppoll(2) leaves a pending signal alone as long as descriptors are ready. A server that always
// finds work would never hear it, so one wait in 256 is followed by one that can only be
// interrupted.
bool signal_waits() {
  constexpr timespec kAtOnce = {0, 0};
  return ++ready_count % 256 == 0 && ::ppoll(nullptr, 0, &kAtOnce, &mask_while_waiting) < 0;
}

}  // namespace

void take_signals(SignalDelivery delivery) {
  const bool always = delivery == SignalDelivery::kAlways;
  const auto stop_handler = always ? request_stop_insistently : request_stop;
  handle(SIGTERM, stop_handler);
  handle(SIGINT, stop_handler);
  handle(SIGCHLD, interrupt_only);
  handle(SIGALRM, interrupt_only);
  handle(SIGPIPE, SIG_IGN);
  sigset_t taken;
  sigemptyset(&taken);
  for (const int signal : {SIGTERM, SIGINT, SIGCHLD, SIGALRM}) sigaddset(&taken, signal);
  // Whoever started us may have had them blocked.
  ::sigprocmask(SIG_UNBLOCK, &taken, nullptr);
  ::sigprocmask(SIG_BLOCK, nullptr, &mask_while_waiting);
  if (!always) ::sigprocmask(SIG_BLOCK, &taken, nullptr);
}

bool stop_requested() { return stop_flag != 0; }

Wake wait_ready(pollfd* descriptors, nfds_t count, Nanoseconds deadline_ns) {
  timespec timeout = {};
  if (deadline_ns != kNever) timeout = to_timespec(deadline_ns - now_ns());
  const int ready = ::ppoll(descriptors, count, deadline_ns == kNever ? nullptr : &timeout,
                            &mask_while_waiting);
  if (ready < 0) return Wake::kSignal;
  if (ready == 0) return Wake::kDeadline;
  return signal_waits() ? Wake::kSignal : Wake::kReady;
}

void start_ticks(Nanoseconds period_ns) {
  tick_wanted = true;
  if (ticking || stop_requested()) return;
  ticking = true;
  set_tick_period(period_ns);
}

void rest_ticks() {
  if (ticking && !tick_wanted && !stop_requested()) {
    ticking = false;
    set_tick_period(0);
  }
  tick_wanted = false;
}

}  // namespace fifobench
