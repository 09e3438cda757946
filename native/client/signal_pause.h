// Keeps signals from the calling thread while its owner lives; they arrive afterwards. A child
// forked meanwhile never gets one, except those that cannot be blocked.
#pragma once

#include <pthread.h>
#include <signal.h>

namespace fifobench {

class SignalPause {
 public:
  SignalPause() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalPause(const SignalPause&) = delete;
  SignalPause& operator=(const SignalPause&) = delete;
  ~SignalPause() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_ = {};
};

}  // namespace fifobench
