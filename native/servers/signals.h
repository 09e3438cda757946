// Signals without races. A server either keeps them blocked except inside wait_ready, so that one
// that arrives between a check and a wait interrupts the wait; or it lets them in always and makes
// calls that block, and a repeated tick interrupts the call that a single signal came too early
// for. Handlers only set a flag or a timer.
#pragma once

#include <poll.h>

#include <limits>

#include "core/clock.h"

namespace fifobench {

inline constexpr Nanoseconds kNever = std::numeric_limits<Nanoseconds>::max();

enum class SignalDelivery { kWhileWaiting, kAlways };

enum class Wake { kReady, kDeadline, kSignal };

// Gives SIGTERM, SIGINT and SIGCHLD handlers, and ignores SIGPIPE. To be called once.
void take_signals(SignalDelivery delivery);

// Whether SIGTERM or SIGINT has come.
bool stop_requested();

// Waits until one of `count` descriptors is ready, a signal came, or `deadline_ns` (of now_ns, or
// kNever) has passed.
Wake wait_ready(pollfd* descriptors, nfds_t count, Nanoseconds deadline_ns);

// For SignalDelivery::kAlways: from now on every blocking call is interrupted within `period_ns`. A
// system call only when the ticks are not running yet.
void start_ticks(Nanoseconds period_ns);

// Ends the ticks when none was asked for since the last call: an idle server sleeps undisturbed.
void rest_ticks();

}  // namespace fifobench
