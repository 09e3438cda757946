// Set-up, the event loop and the turns of a block; see engine.h.
#include "client/engine.h"

#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace fifobench {
namespace {

// The stop flag is looked at this often at least.
constexpr Nanoseconds kLongestWaitNs = 50 * kMillisecond;
// A thread with so few clients has few enough descriptors for ppoll.
constexpr std::uint32_t kFewClientCount = 2;
// A turn waits this long for the server to come to rest before the other one is loaded.
constexpr Nanoseconds kLongestSettlingNs = kSecond;

Nanoseconds to_ns(const timeval& time) {
  return time.tv_sec * kSecond + time.tv_usec * kMicrosecond;
}

// Adds what the thread has used so far, with a sign.
void add_thread_use(ThreadUse& use, int sign, const SystemCallCounter& system_calls) {
  rusage now = {};
  ::getrusage(RUSAGE_THREAD, &now);
  use.user_ns += sign * to_ns(now.ru_utime);
  use.system_ns += sign * to_ns(now.ru_stime);
  use.voluntary_switch_count += sign * now.ru_nvcsw;
  use.involuntary_switch_count += sign * now.ru_nivcsw;
  use.minor_fault_count += sign * now.ru_minflt;
  const std::int64_t call_count = system_calls.count();
  use.system_call_count = call_count < 0 ? -1 : use.system_call_count + sign * call_count;
}

// Pins the calling thread and tightens its timers for as long as it lives, then restores both.
class ThreadSettings {
 public:
  explicit ThreadSettings(const std::vector<int>& cpus) {
    slack_ns_ = ::prctl(PR_GET_TIMERSLACK);
    ::prctl(PR_SET_TIMERSLACK, 1);
    if (cpus.empty() || ::sched_getaffinity(0, sizeof before_, &before_) != 0) return;
    cpu_set_t wanted;
    CPU_ZERO(&wanted);
    for (const int cpu : cpus) CPU_SET(static_cast<std::size_t>(cpu), &wanted);
    pinned_ = ::sched_setaffinity(0, sizeof wanted, &wanted) == 0;
    error_ = pinned_ ? 0 : errno;
  }
  ThreadSettings(const ThreadSettings&) = delete;
  ThreadSettings& operator=(const ThreadSettings&) = delete;
  ~ThreadSettings() {
    if (pinned_) ::sched_setaffinity(0, sizeof before_, &before_);
    if (slack_ns_ > 0) ::prctl(PR_SET_TIMERSLACK, slack_ns_);
  }
  int error() const { return error_; }

 private:
  cpu_set_t before_ = {};
  bool pinned_ = false;
  int slack_ns_ = 0;
  int error_ = 0;
};

}  // namespace

Engine::Engine(const BlockPlan& plan, Coordination& shared, const LiveLatencies& live)
    : plan_(plan),
      shared_(shared),
      progress_(shared.progress[plan.thread_index]),
      gate_(shared, plan.thread_index),
      pacer_(plan),
      targets_(plan.targets.size()),
      sessions_(std::make_unique<Session[]>(plan.client_count)) {
  for (std::size_t index = 0; index < plan.targets.size(); ++index) {
    // The clients of open load are slots that arrivals take by turns: nobody's share.
    const std::uint32_t tally_count = plan.open_model ? 0 : plan.client_count;
    const Nanoseconds expected_ns =
        plan.duration_ns == 0 ? 0 : plan.recorded_before_ns + plan.duration_ns;
    records_.push_back(std::make_unique<TargetRecord>(
        RecordPlan{tally_count, expected_ns, plan.open_model},
        live.at(plan.thread_index, index)));
  }
}

std::uint64_t Engine::token_of(const Session& session) const {
  return std::uint64_t{session.id()} << kSessionBits | number_of(session);
}

BlockFault Engine::open() {
  const auto mode =
      plan_.client_count <= kFewClientCount ? Poller::Mode::kFew : Poller::Mode::kMany;
  if (const int result = poller_.open(mode); result < 0) return {"epoll_create1", -result};
  for (std::size_t index = 0; index < targets_.size(); ++index) {
    BlockFault fault;
    const int result = targets_[index].open(plan_.targets[index], plan_.payload_bytes,
                                            fault.operation);
    if (result < 0) return {fault.operation, -result};
  }
  if (plan_.thread_count > 1) {
    wake_.reset(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!wake_.valid()) return {"eventfd", errno};
    const int result = poller_.watch(wake_.get(), Poller::Interest::kRead, kWakeToken);
    if (result < 0) return {"watch the eventfd", -result};
    progress_.wake_fd.store(wake_.get() + 1, std::memory_order_seq_cst);
  }
  for (std::uint32_t index = 0; index < plan_.client_count; ++index) idle_.push(sessions_[index]);
  return {};
}

BlockFault Engine::run() {
  const ThreadSettings settings(plan_.cpus);
  BlockFault fault = settings.error() == 0 ? open() : BlockFault{"sched_setaffinity",
                                                                settings.error()};
  if (fault.operation != nullptr) {
    // The others would wait for this thread for ever.
    shared_.stop.store(1, std::memory_order_relaxed);
    return fault;
  }
  if (plan_.count_system_calls) system_calls_ = SystemCallCounter::of_this_thread();
  const Turn* finished = nullptr;
  while (meet_others(finished)) {
    turn_ = pacer_.next();
    drive(turn_);
    finished = &turn_;
  }
  progress_.wake_fd.store(0, std::memory_order_seq_cst);
  return {};
}

// Waits until every thread has finished the turn; the last to arrive closes it and opens the next.
// Returns whether there is a next one.
bool Engine::meet_others(const Turn* finished) {
  const std::uint64_t next_turn = ++turn_number_;
  if (shared_.arrived_count.fetch_add(1, std::memory_order_acq_rel) + 1 == plan_.thread_count) {
    if (finished != nullptr) close_turn(*finished);
    shared_.arrived_count.store(0, std::memory_order_relaxed);
    shared_.issued.store(0, std::memory_order_relaxed);
    shared_.record_started_ns.store(0, std::memory_order_relaxed);
    shared_.turn_started_ns.store(now_ns(), std::memory_order_relaxed);
    shared_.turn.store(next_turn, std::memory_order_release);
    wake_others();
  }
  while (shared_.turn.load(std::memory_order_acquire) < next_turn && !stopped()) {
    handle_events(poller_.wait(kLongestWaitNs));
  }
  return !stopped() && shared_.ended.load(std::memory_order_relaxed) == 0;
}

void Engine::close_turn(const Turn& finished) {
  await_clean_turn(finished);
  const Nanoseconds since = shared_.recording_since_ns.load(std::memory_order_relaxed);
  if (!finished.warmup && pacer_.is_over(finished, now_ns() - since)) {
    shared_.ended.store(1, std::memory_order_relaxed);
  }
}

// A turn is over when the server offers its pipe again; that is charged to it. Only then, and not
// charged to anybody, are its children waited for, so that they do not disturb the other server.
void Engine::await_clean_turn(const Turn& finished) {
  const Nanoseconds drained_ns = now_ns();
  const auto settled = [&](auto&& condition) {
    for (int count = 0; !condition(); ++count) {
      if (stopped() || now_ns() - drained_ns > kLongestSettlingNs) return false;
      if (count < 50) {
        ::sched_yield();
      } else {
        const timespec pause = to_timespec(20 * kMicrosecond);
        ::clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, nullptr);
      }
    }
    return true;
  };
  const bool pipe_back = settled(
      [&] { return !profile().wkp_is_removed || target().well_known_pipe_exists(); });
  const Nanoseconds record_started = shared_.record_started_ns.load(std::memory_order_relaxed);
  if (!finished.warmup && record_started > 0) {
    // A server that never came back is charged up to its last session only.
    record().busy_ns += (pipe_back ? now_ns() : drained_ns) - record_started;
    ++record().turn_count;
  }
  const bool quiet = settled([&] { return target().children_gone(); });
  if (!pipe_back || !quiet) ++record().unclean_turn_count;
}

void Engine::wake_others() {
  for (int thread = 0; thread < plan_.thread_count; ++thread) {
    const int fd = shared_.progress[thread].wake_fd.load(std::memory_order_seq_cst) - 1;
    const std::uint64_t one = 1;
    if (thread == plan_.thread_index || fd < 0) continue;
    // A full counter means that the thread is going to wake anyway.
    [[maybe_unused]] const ssize_t written = ::write(fd, &one, sizeof one);
  }
}

void Engine::begin_drive(const Turn& turn) {
  const WireProfile& speaks = profile();
  const bool is_gated = plan_.admission == Admission::kGate;
  manner_.timeout_ns = plan_.timeout_ns + speaks.extra_timeout_ns;
  manner_.operation_count =
      speaks.operation == OperationPattern::kNone ? 0 : plan_.operation_count;
  manner_.gate = is_gated ? speaks.gate : GateStretch::kNone;
  manner_.is_race = !is_gated && speaks.wkp_is_removed;
  manner_.is_learning = manner_.operation_count > 0;
  exhausted_ = false;
  last_established_ns_ = shared_.turn_started_ns.load(std::memory_order_relaxed);
  progress_.turn.store(turn_number_, std::memory_order_relaxed);
  std::int64_t none = 0;
  if (!turn.warmup) {
    shared_.recording_since_ns.compare_exchange_strong(none, last_established_ns_,
                                                       std::memory_order_relaxed);
  }
  recording_origin_ns_ =
      shared_.recording_since_ns.load(std::memory_order_relaxed) - plan_.recorded_before_ns;
  // Nobody was meant to start before the turn did.
  Session* each = idle_.front();
  for (; each != nullptr; each = each->next_waiting) {
    each->stamps.intended = std::max(each->stamps.intended, last_established_ns_);
  }
}

void Engine::drive(const Turn& turn) {
  begin_drive(turn);
  add_thread_use(record().client_use, -1, system_calls_);
  while (!stopped()) {
    const Nanoseconds now = now_ns();
    issue(now);
    expire(now);
    if (in_flight_count_ == 0 && exhausted_) break;
    if (is_cut_off(now)) break;
    handle_events(poller_.wait(next_wait_ns(now)));
    retry_waiting();
    if (!runnable_.empty()) run_runnable();
  }
  abandon();
  if (news_armed_) poller_.forget(target().news_fd());
  news_armed_ = false;
  add_thread_use(record().client_use, 1, system_calls_);
}

// Until the next thing that no descriptor announces, at most kLongestWaitNs.
Nanoseconds Engine::next_wait_ns(Nanoseconds now) {
  if (!runnable_.empty()) return 0;
  Nanoseconds until = now + kLongestWaitNs;
  if (deadlines_.first() != nullptr) until = std::min(until, deadlines_.first()->deadline_ns);
  if (retry_at_ns_ != 0) until = std::min(until, retry_at_ns_);
  if (!exhausted_ && idle_.front() != nullptr && !(manner_.is_learning && in_flight_count_ > 0)) {
    const Nanoseconds next =
        is_open() ? next_arrival_ns() - plan_.spin_ns
                  : std::min(idle_.front()->stamps.intended, turn_end_ns());
    until = std::min(until, next);
  }
  return std::max<Nanoseconds>(until - now, 0);
}

bool Engine::is_cut_off(Nanoseconds now) const {
  const Nanoseconds started = shared_.turn_started_ns.load(std::memory_order_relaxed);
  return is_open() && now - started > plan_.duration_ns + plan_.drain_ns;
}

void Engine::handle_events(int event_count) {
  for (int index = 0; index < event_count; ++index) {
    const std::uint64_t token = poller_.token(index);
    if (token == kWakeToken) {
      std::uint64_t count;
      [[maybe_unused]] const ssize_t length = ::read(wake_.get(), &count, sizeof count);
    } else if (token == kNewsToken) {
      news_armed_ = false;
      target().read_news();
      retry_at_ns_ = 1;  // now
    } else {
      handle_session_event(token);
    }
  }
}

}  // namespace fifobench
