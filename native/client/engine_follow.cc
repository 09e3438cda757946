// What follows from each step of a session: watching, recording, ending, failing, and handing the
// gate on; see engine.h.
#include <sched.h>
#include <unistd.h>

#include <algorithm>

#include "client/engine.h"

namespace fifobench {
namespace {

// Where no event announces a change, look again: at once while yielding the processor, then after
// pauses that grow from the first to the last of these.
constexpr int kYieldCount = 16;
constexpr Nanoseconds kFirstPauseNs = 10 * kMicrosecond;
constexpr Nanoseconds kLastPauseNs = kMillisecond;
// Without a single handshake in this many timeouts, a server is taken for dead.
constexpr int kTimeoutsWithoutSuccess = 5;
// More that end at once are put off until the others had their turn.
constexpr int kOperationsAtOnce = 64;

Nanoseconds pause_after(int retry_count) {
  if (retry_count <= kYieldCount) return 0;
  const int doublings = std::min(retry_count - kYieldCount, 10);
  return std::min(kFirstPauseNs << doublings, kLastPauseNs);
}

}  // namespace

void Engine::follow(Session& session, Step step) {
  const bool is_known = session.state >= SessionState::kAcknowledging ||
                        (step == Step::kFailed && session.server_fd() >= 0);
  if (is_known && !session.attempt_counted) count_attempt(session);
  switch (step) {
    case Step::kWaiting:
      return attend(session);
    case Step::kEstablished:
      record_handshake(session);
      deadlines_.clear(session);
      if (session.pipe_watched) poller_.forget_closing(session.server_fd());
      session.pipe_watched = false;
      try_release_gate();
      return proceed(session);
    case Step::kFinished:
      if (finish_operation(session)) proceed(session);
      return;
    case Step::kLeft:
      return depart(session);
    case Step::kFailed:
      return fail(session);
  }
}

// The server has been told of this client, or was about to be.
void Engine::count_attempt(Session& session) {
  session.attempt_counted = true;
  if (session.recorded) ++record().attempts;
  if (session.state < SessionState::kAcknowledging) return;
  deadlines_.set(session, session.stamps.sent + manner_.timeout_ns);
  if (manner_.is_race) watch_pipe(session);
}

// Watches for what the session waits for, and sees to it that it does not wait for ever.
void Engine::attend(Session& session) {
  if (const int watched = attend_reading(session); watched < 0) {
    session.give_up(Cause::kSystem, -watched);
    return fail(session);
  }
  if (session.wants_write && !session.write_watched) {
    session.write_watched = true;
    poller_.watch_once(session.writing_fd(), Poller::Interest::kWrite,
                       token_of(session) | kWriteBit);
  }
  if (session.wants_open && !session.open_awaited) await_opening(session);
  const bool waits_for_server = !session.awaits_gate && !session.is_runnable;
  if (session.deadline_ns == 0 && waits_for_server) {
    deadlines_.set(session, now_ns() + manner_.timeout_ns);
  }
}

// The private FIFO may have become another one, under a number that the old one had.
int Engine::attend_reading(Session& session) {
  if (session.watched_fd >= 0 && !session.read_watched) {
    poller_.forget_closing(session.watched_fd);
    session.watched_fd = -1;
  }
  if (session.wants_read && session.watched_fd < 0) {
    const int fd = session.private_fd();
    const int watched = poller_.watch(fd, Poller::Interest::kRead, token_of(session));
    if (watched < 0) return watched;
    session.watched_fd = fd;
    session.read_watched = true;
  } else if (!session.wants_read && session.watched_fd >= 0) {
    poller_.forget(session.watched_fd);
    session.watched_fd = -1;
  }
  return 0;
}

// A missing pipe is announced when it is made; one that is there, but not open yet, is not.
void Engine::await_opening(Session& session) {
  session.open_awaited = true;
  waiting_for_pipe_.push(session);
  if (session.error() == ENXIO) retry_at_ns_ = std::max<Nanoseconds>(retry_at_ns_, 1);
  if (news_armed_ || !session.awaits_well_known_pipe()) return;
  news_armed_ = true;
  poller_.watch_once(target().news_fd(), Poller::Interest::kRead, kNewsToken);
}

// Tries again for those that wait without an event of their own. The number of tries in a row
// decides whether the processor is yielded or the loop sleeps first.
void Engine::retry_waiting() {
  if (gate_holder_ != nullptr && retry_at_ns_ != 0) try_release_gate();
  if (retry_at_ns_ == 0 || now_ns() < retry_at_ns_) return;
  retry_at_ns_ = 0;
  Session* next = waiting_for_pipe_.take_all();
  while (next != nullptr) {
    Session& session = *next;
    next = session.next_waiting;
    session.next_waiting = nullptr;
    session.open_awaited = false;
    follow(session, session.open_again(target()));
  }
  try_release_gate();
  if (retry_at_ns_ == 0) return;
  const Nanoseconds pause_ns = pause_after(++retry_count_);
  if (pause_ns == 0) ::sched_yield();
  retry_at_ns_ = now_ns() + pause_ns;
}

void Engine::handle_session_event(std::uint64_t token) {
  Session& session = sessions_[token & kSessionMask];
  const bool writable = (token & kWriteBit) != 0;
  // Of an attempt that is over.
  if (token_of(session) != (token & ~(kWriteBit | kPipeBit))) return;
  if ((token & kPipeBit) != 0) return follow_pipe_end(session);
  if (!writable) return follow(session, session.on_readable(target()));
  session.write_watched = false;
  follow(session, session.on_writable(target()));
}

// Returns whether the session goes on: other threads may have learned another reply than this one.
bool Engine::finish_operation(Session& session) {
  deadlines_.clear(session);
  WireCheck& check = target().wire().check();
  if (check.take_lesson() && !others_learned(check.fingerprint())) {
    check.unlearn();
    manner_.is_learning = true;
    session.give_up(Cause::kCorrupted, 0);
    fail(session);
    return false;
  }
  if (session.recorded) {
    record().round_trip.record(session.stamps.operation_ended - session.stamps.operation_started);
    ++record().operation_count;
    record().operation_bytes += session.operation_bytes(target());
  }
  if (gates_operations()) try_release_gate();
  return true;
}

// The first thread to learn a reply says so to the others.
bool Engine::others_learned(std::uint64_t fingerprint) {
  if (turn_.target >= kComparedTargetCount) return true;
  std::uint64_t known = 0;
  return shared_.learned[turn_.target].compare_exchange_strong(known, fingerprint,
                                                               std::memory_order_relaxed) ||
         known == fingerprint;
}

// The next operation, or the end of the session. Operations that end without having waited do not
// keep the others from theirs for long.
void Engine::proceed(Session& session) {
  for (int count = 0; count < kOperationsAtOnce; ++count) {
    const bool is_done = session.operations_done >= manner_.operation_count;
    if (session.is_over || is_done) return leave(session);
    if (gates_operations() && !session.holds_gate) {
      session.awaits_gate = true;
      queued_.push(session);
      return;
    }
    deadlines_.set(session, now_ns() + manner_.timeout_ns);
    const Step step = session.operate(target());
    if (step != Step::kFinished) return follow(session, step);
    if (!finish_operation(session)) return;
  }
  session.is_runnable = true;
  runnable_.push(session);
}

void Engine::run_runnable() {
  Session* next = runnable_.take_all();
  while (next != nullptr) {
    Session& session = *next;
    next = session.next_waiting;
    session.next_waiting = nullptr;
    session.is_runnable = false;
    proceed(session);
  }
}

void Engine::leave(Session& session) { follow(session, session.take_leave(target())); }

// The end of the well-known pipe stays open until the gate is released: while it is, no other FIFO
// can have the same inode number.
void Engine::depart(Session& session) {
  if (!session.holds_gate) return finish(session);
  session.state = SessionState::kLeaving;
  session.wants_read = false;
  attend_reading(session);
  deadlines_.set(session, now_ns() + manner_.timeout_ns);
}

void Engine::finish(Session& session) {
  ++record().sessions_served;
  make_idle(session);
}

void Engine::unwatch(Session& session) {
  deadlines_.clear(session);
  if (session.watched_fd >= 0) poller_.forget_closing(session.watched_fd);
  if (session.pipe_watched) poller_.forget_closing(session.server_fd());
  if (session.write_watched) poller_.forget_closing(session.writing_fd());
  if (session.open_awaited) waiting_for_pipe_.remove(session);
  if (session.awaits_gate) queued_.remove(session);
  if (session.is_runnable) runnable_.remove(session);
  session.pipe_watched = false;
  session.open_awaited = session.awaits_gate = session.is_runnable = false;
}

void Engine::make_idle(Session& session) {
  unwatch(session);
  session.close();
  // A client process would exit now. Where that leaves this thread with nothing to do, the server
  // gets the processor that such an exit would free, before the next client comes.
  if (--in_flight_count_ == 0) ::sched_yield();
  session.stamps.free_since = now_ns();
  session.stamps.intended = session.stamps.free_since + plan_.think_ns;
  idle_.push(session);
}

void Engine::record_handshake(const Session& session) {
  const Session::Stamps& at = session.stamps;
  last_established_ns_ = at.established;
  progress_.established.store(progress_.established.load(std::memory_order_relaxed) + 1,
                              std::memory_order_relaxed);
  if (!session.recorded) return;
  TargetRecord& into = record();
  ++into.established;
  into.service.record(at.established - at.started);
  into.response.record(at.established - at.intended);
  into.over_time.record(at.established - recording_origin_ns_, at.established - at.intended);
  if (!is_open()) into.clients[number_of(session)].record(at.established - at.intended);
  if (is_open()) into.lag.record(at.issued - std::max(at.intended, at.free_since));
  if (is_gated()) into.gate.record(at.started - at.issued);
  into.phases[static_cast<std::size_t>(Phase::kPrepare)].record(at.prepared - at.started);
  into.phases[static_cast<std::size_t>(Phase::kConnect)].record(at.connected - at.prepared);
  into.phases[static_cast<std::size_t>(Phase::kSend)].record(at.sent - at.connected);
  into.phases[static_cast<std::size_t>(Phase::kAck)].record(at.acked - at.sent);
  into.phases[static_cast<std::size_t>(Phase::kRespond)].record(at.established - at.acked);
}

void Engine::fail(Session& session) {
  if (is_collision(session)) return begin_again(session);
  target().wire().check().count_failed_lesson();
  TargetRecord& into = record();
  progress_.failed.store(progress_.failed.load(std::memory_order_relaxed) + 1,
                         std::memory_order_relaxed);
  if (session.recorded) {
    into.count_failure(session.failed_phase(), session.failed_cause(), session.error());
    if (session.failed_cause() == Cause::kTimeout && session.failed_phase() != Phase::kOperation) {
      into.censored.record(now_ns() - session.stamps.intended);
    }
  } else {
    ++into.unrecorded_failed;
  }
  if (session.holds_gate) release_gate(session);
  make_idle(session);
  const Nanoseconds now = session.stamps.free_since;
  if (session.recorded) into.over_time.count_failure(now - recording_origin_ns_);
  if (now - last_established_ns_ > kTimeoutsWithoutSuccess * manner_.timeout_ns) {
    gave_up_ = true;
    shared_.stop.store(1, std::memory_order_relaxed);
  }
}

void Engine::expire(Nanoseconds now) {
  while (deadlines_.first() != nullptr && deadlines_.first()->deadline_ns <= now) {
    Session& session = *deadlines_.first();
    deadlines_.clear(session);
    if (session.state == SessionState::kLeaving) {
      ++record().gate_timeout_count;
      release_gate(session);
      continue;
    }
    session.give_up(Cause::kTimeout, 0);
    fail(session);
  }
}

// The gate opens once its holder is established and, where clients could meet on the same pipe,
// that is gone.
bool Engine::gate_may_open(const Session& holder) {
  if (manner_.gate == GateStretch::kUntilUnlinked) return holder.pipe_is_replaced(target());
  return manner_.gate == GateStretch::kUntilAck || !holder.is_operating;
}

// No descriptor tells that a pipe is gone, so it is looked at again and again.
void Engine::try_release_gate() {
  if (gate_holder_ == nullptr || gate_holder_->state < SessionState::kOperating) return;
  if (gate_may_open(*gate_holder_)) {
    release_gate(*gate_holder_);
  } else if (retry_at_ns_ == 0) {
    retry_count_ = 0;
    retry_at_ns_ = 1;
  }
}

void Engine::release_gate(Session& session) {
  session.holds_gate = false;
  gate_holder_ = nullptr;
  if (waiting_for_pipe_.empty()) retry_at_ns_ = 0;
  const int other = gate_.release();
  if (other >= 0) {
    const int fd = shared_.progress[other].wake_fd.load(std::memory_order_seq_cst) - 1;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = fd < 0 ? 0 : ::write(fd, &one, sizeof one);
  }
  if (session.state == SessionState::kLeaving) finish(session);
}

// Cut off: what is under way is neither established nor failed, and what never came to start is
// known only to take longer than it has waited. After an end in good order it only notes how far
// the recording went.
void Engine::abandon() {
  const Nanoseconds now = now_ns();
  if (!turn_.warmup) record().over_time.reach(now - recording_origin_ns_);
  for (std::uint32_t index = 0; index < plan_.client_count; ++index) {
    Session& session = sessions_[index];
    if (session.state == SessionState::kIdle) continue;
    if (session.recorded && session.state < SessionState::kOperating) {
      ++record().unfinished;
      record().censored.record(now - session.stamps.intended);
    }
    deadlines_.clear(session);
    session.close();
  }
  if (!is_open()) return;
  for (; next_arrival_ns() <= now; ++next_arrival_) {
    ++record().unfinished;
    record().censored.record(now - next_arrival_ns());
  }
}

}  // namespace fifobench
