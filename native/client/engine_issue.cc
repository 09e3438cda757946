// Giving out handshakes: the turn's quota, the gate, and the start of a session; see engine.h.
#include <cerrno>
#include <limits>

#include "client/engine.h"

namespace fifobench {
namespace {

// Identifiers have seven digits, as a process number might; those in use at one time differ.
constexpr std::uint64_t kFirstId = 1'000'000;
constexpr std::uint64_t kIdCount = 9'000'000;
// Names of private FIFOs may be left from others, who died: then the next one is tried.
constexpr int kTakenNameCountMax = 16;

bool name_is_taken(const Session& session, Step step) {
  return step == Step::kFailed && session.failed_phase() == Phase::kPrepare &&
         session.error() == EEXIST;
}

}  // namespace

void Engine::issue(Nanoseconds now) {
  if (issue_lesson(now)) {
    // Nobody else starts meanwhile.
  } else if (is_open()) {
    issue_arrivals(now);
  } else {
    issue_ready(now);
  }
  start_queued();
}

// Where the first reply is what later ones are held against, one session, which is not recorded,
// learns it before all others start. Returns whether they must wait.
bool Engine::issue_lesson(Nanoseconds now) {
  if (!manner_.is_learning) return false;
  manner_.is_learning = target().wire().check().must_learn();
  if (!manner_.is_learning || exhausted_) return false;
  if (in_flight_count_ > 0 || idle_.front()->stamps.intended > now) return true;
  Session& session = idle_.pop();
  session.recorded = false;
  enqueue(session, now);
  return true;
}

// Closed model: whoever is ready starts, as far as the quota goes.
void Engine::issue_ready(Nanoseconds now) {
  // Clients that still think when the time is over do not prolong the turn.
  if (now >= turn_end_ns()) exhausted_ = true;
  while (!exhausted_ && !idle_.empty() && idle_.front()->stamps.intended <= now) {
    bool recorded = false;
    if (!take_ticket(now, recorded)) {
      exhausted_ = true;
      break;
    }
    Session& session = idle_.pop();
    session.recorded = recorded;
    enqueue(session, now);
  }
}

// Open model: what is due starts, as far as there are free clients.
void Engine::issue_arrivals(Nanoseconds now) {
  while (next_arrival_ < plan_.arrivals.size() && next_arrival_ns() <= now) {
    if (idle_.empty() && !plan_.drop_on_overload) return;
    const Nanoseconds intended = next_arrival_ns();
    ++next_arrival_;
    if (idle_.empty()) {
      ++record().dropped;
      continue;
    }
    std::int64_t none = 0;
    shared_.record_started_ns.compare_exchange_strong(none, now, std::memory_order_relaxed);
    Session& session = idle_.pop();
    session.recorded = true;
    session.stamps.intended = intended;
    enqueue(session, now);
  }
  exhausted_ = next_arrival_ == plan_.arrivals.size();
}

Nanoseconds Engine::turn_end_ns() const {
  if (turn_.at_most_ns == 0) return std::numeric_limits<Nanoseconds>::max();
  return shared_.turn_started_ns.load(std::memory_order_relaxed) + turn_.at_most_ns;
}

Nanoseconds Engine::next_arrival_ns() const {
  if (next_arrival_ == plan_.arrivals.size()) return std::numeric_limits<Nanoseconds>::max();
  return shared_.turn_started_ns.load(std::memory_order_relaxed) + plan_.arrivals[next_arrival_];
}

void Engine::enqueue(Session& session, Nanoseconds now) {
  session.stamps.issued = now;
  session.state = SessionState::kQueued;
  ++in_flight_count_;
  queued_.push(session);
}

// Takes one handshake of the turn's quota, which all threads share.
bool Engine::take_ticket(Nanoseconds now, bool& recorded) {
  const Nanoseconds elapsed_ns = now - shared_.turn_started_ns.load(std::memory_order_relaxed);
  const bool unlimited =
      turn_.record_count == kUnlimited || (turn_.warmup && elapsed_ns < turn_.at_least_ns);
  const std::uint64_t quota = unlimited ? kUnlimited : turn_.discard_count + turn_.record_count;
  if (shared_.issued.load(std::memory_order_relaxed) >= quota) return false;
  const std::uint64_t number = shared_.issued.fetch_add(1, std::memory_order_relaxed);
  if (number >= quota) return false;
  recorded = !turn_.warmup && number >= turn_.discard_count;
  if (recorded && number == turn_.discard_count) {
    shared_.record_started_ns.store(now, std::memory_order_relaxed);
  }
  return true;
}

void Engine::start_queued() {
  while (!queued_.empty()) {
    if (is_gated()) {
      if (gate_holder_ != nullptr) return;
      if (!gate_.requested()) gate_.request();
      if (!gate_.granted()) return;
    }
    start(queued_.pop());
  }
}

// A session, or its next operation.
void Engine::start(Session& session) {
  if (is_gated()) {
    session.holds_gate = true;
    gate_holder_ = &session;
  }
  retry_count_ = 0;
  if (session.awaits_gate) {
    session.awaits_gate = false;
    return proceed(session);
  }
  Step step = session.start(target(), next_id());
  for (int count = 0; count < kTakenNameCountMax && name_is_taken(session, step); ++count) {
    session.close();
    step = session.start_again(target(), next_id());
  }
  follow(session, step);
}

std::uint32_t Engine::next_id() {
  const auto threads = static_cast<std::uint64_t>(plan_.thread_count);
  const auto thread = static_cast<std::uint64_t>(plan_.thread_index);
  return static_cast<std::uint32_t>(kFirstId + (id_counter_++ * threads + thread) % kIdCount);
}

}  // namespace fifobench
