// One thread's share of a block: drives its clients through the turns with one event loop. Between
// the first and the last handshake it allocates nothing, logs nothing and calls nobody back.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/admission.h"
#include "client/block_plan.h"
#include "client/coordination.h"
#include "client/live_latencies.h"
#include "client/pacer.h"
#include "client/poller.h"
#include "client/record.h"
#include "client/session.h"
#include "client/session_queue.h"
#include "client/target.h"
#include "core/system_call_counter.h"

namespace fifobench {

// Why a block could not run, or ended before its plan was done.
struct BlockFault {
  const char* operation = nullptr;  // the call that failed; nullptr: none
  int error = 0;                    // its errno
};

class Engine {
 public:
  // `plan`, `shared` and the slots of `live` must outlive the engine.
  Engine(const BlockPlan& plan, Coordination& shared, const LiveLatencies& live = {});

  // Runs the block to its end, to a stop, or to a fault. To be called once, on the thread that is
  // to carry the load.
  BlockFault run();

  const std::vector<std::unique_ptr<TargetRecord>>& records() const { return records_; }
  // Nothing was established for several timeouts: the server does not answer any more.
  bool gave_up() const { return gave_up_; }

 private:
  // Set-up and turns (engine.cc).
  BlockFault open();
  bool meet_others(const Turn* finished);
  void close_turn(const Turn& finished);
  void await_clean_turn(const Turn& finished);
  void wake_others();
  void drive(const Turn& turn);
  void begin_drive(const Turn& turn);
  Nanoseconds next_wait_ns(Nanoseconds now);
  bool is_cut_off(Nanoseconds now) const;
  bool is_open() const { return plan_.open_model && !turn_.warmup; }
  bool stopped() const { return shared_.stop.load(std::memory_order_relaxed) != 0; }

  // Issuing handshakes (engine_issue.cc).
  void issue(Nanoseconds now);
  bool issue_lesson(Nanoseconds now);
  void issue_ready(Nanoseconds now);
  void issue_arrivals(Nanoseconds now);
  Nanoseconds next_arrival_ns() const;
  // When no more handshakes are to start; without a bound never. Of the closed model.
  Nanoseconds turn_end_ns() const;
  void enqueue(Session& session, Nanoseconds now);
  bool take_ticket(Nanoseconds now, bool& recorded);
  void start_queued();
  void start(Session& session);
  void run_runnable();
  std::uint32_t next_id();

  // Following sessions (engine_follow.cc).
  void follow(Session& session, Step step);
  void attend(Session& session);
  int attend_reading(Session& session);
  void await_opening(Session& session);
  void count_attempt(Session& session);
  void handle_events(int event_count);
  void handle_session_event(std::uint64_t token);
  void retry_waiting();
  void proceed(Session& session);
  bool finish_operation(Session& session);
  bool others_learned(std::uint64_t fingerprint);
  void leave(Session& session);
  void depart(Session& session);
  void finish(Session& session);
  void fail(Session& session);
  void make_idle(Session& session);
  void unwatch(Session& session);
  void record_handshake(const Session& session);
  void expire(Nanoseconds now);
  bool gate_may_open(const Session& holder);
  void try_release_gate();
  void release_gate(Session& session);
  void abandon();

  // Without a gate (engine_race.cc).
  void watch_pipe(Session& session);
  void follow_pipe_end(Session& session);
  bool is_collision(const Session& session);
  void begin_again(Session& session);

  // What a ready descriptor means, where it is not the number of a session.
  static constexpr std::uint64_t kNewsToken = std::uint64_t{1} << 62;
  static constexpr int kSessionBits = 24;
  static constexpr std::uint64_t kWriteBit = std::uint64_t{1} << (kSessionBits - 1);
  static constexpr std::uint64_t kPipeBit = kWriteBit >> 1;
  static constexpr std::uint64_t kSessionMask = kPipeBit - 1;
  static constexpr std::uint64_t kWakeToken = std::uint64_t{1} << 63;

  Target& target() { return targets_[turn_.target]; }
  const WireProfile& profile() { return target().wire().profile(); }
  bool is_gated() const { return manner_.gate != GateStretch::kNone; }
  bool gates_operations() const { return manner_.gate == GateStretch::kPerOperation; }
  TargetRecord& record() { return *records_[turn_.target]; }
  // Place of a session among those of this thread.
  std::size_t number_of(const Session& session) const {
    return static_cast<std::size_t>(&session - sessions_.get());
  }
  // Number and attempt of a session, so that an event of an earlier attempt is told from one of
  // this.
  std::uint64_t token_of(const Session& session) const;

  // Of this thread, if they are to be counted.
  SystemCallCounter system_calls_;
  const BlockPlan& plan_;
  Coordination& shared_;
  ThreadProgress& progress_;
  Gate gate_;
  Pacer pacer_;
  Poller poller_;
  Fd wake_;
  std::vector<Target> targets_;
  std::vector<std::unique_ptr<TargetRecord>> records_;
  std::unique_ptr<Session[]> sessions_;

  // What the plan and the target's profile come to, for the turn.
  struct Manner {
    Nanoseconds timeout_ns = 0;  // of a phase
    std::uint32_t operation_count = 0;
    GateStretch gate = GateStretch::kNone;
    bool is_race = false;  // without a gate at a pipe that only one client can be served by
    bool is_learning = false;  // the first reply, which later ones are held against
  };

  Turn turn_;
  Manner manner_;
  std::uint64_t turn_number_ = 0;
  std::uint32_t in_flight_count_ = 0;
  bool exhausted_ = false;  // the turn's quota is used up or its time is over
  SessionQueue idle_;
  SessionQueue queued_;
  SessionQueue waiting_for_pipe_;
  SessionQueue runnable_;  // may go on without an event, and let others go first
  DeadlineList deadlines_;
  Session* gate_holder_ = nullptr;
  bool news_armed_ = false;
  bool gave_up_ = false;
  // Looking again without an event to wait for: how often so far, and when next (0: not at all).
  int retry_count_ = 0;
  Nanoseconds retry_at_ns_ = 0;
  Nanoseconds last_established_ns_ = 0;
  // From when times within the recording are counted; of all threads the same.
  Nanoseconds recording_origin_ns_ = 0;
  std::uint64_t id_counter_ = 0;
  std::size_t next_arrival_ = 0;  // of the plan's arrivals, open model only
};

}  // namespace fifobench
