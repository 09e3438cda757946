// The order of turns, the gate's tickets, and the queues of sessions: what the engine decides
// without touching a FIFO.
#include <memory>
#include <set>
#include <vector>

#include "client/admission.h"
#include "client/pacer.h"
#include "client/session_queue.h"
#include "test/test.h"

using namespace fifobench;

namespace {

BlockPlan plan_of(std::size_t target_count) {
  BlockPlan plan;
  plan.targets.resize(target_count);
  plan.slice_handshake_count = 20;
  plan.discard_handshake_count = 2;
  plan.handshake_limit = 50;
  return plan;
}

}  // namespace

TEST("warms each target up before the first recorded turn") {
  BlockPlan plan = plan_of(3);
  plan.warmup_handshake_count = 7;
  Pacer pacer(plan);
  for (std::size_t target = 0; target < 3; ++target) {
    const Turn turn = pacer.next();
    CHECK(turn.warmup);
    CHECK_EQUAL(turn.target, target);
    CHECK_EQUAL(turn.discard_count, std::uint64_t{7});
  }
  CHECK(!pacer.next().warmup);
}

TEST("gives each target one turn a round, in an order that changes") {
  const BlockPlan plan = plan_of(3);
  Pacer pacer(plan);
  std::set<std::vector<std::size_t>> orders;
  for (int round = 0; round < 60; ++round) {
    std::vector<std::size_t> order;
    for (int turn = 0; turn < 3; ++turn) order.push_back(pacer.next().target);
    CHECK_EQUAL((std::set<std::size_t>(order.begin(), order.end()).size()), std::size_t{3});
    orders.insert(order);
  }
  CHECK_EQUAL(orders.size(), std::size_t{6});
}

TEST("orders the turns alike for the same seed and differently for another") {
  BlockPlan plan = plan_of(2);
  Pacer first(plan);
  Pacer second(plan);
  BlockPlan other_plan = plan;
  other_plan.seed = 99;
  Pacer other(other_plan);
  bool differs = false;
  for (int turn = 0; turn < 100; ++turn) {
    const std::size_t target = first.next().target;
    CHECK_EQUAL(second.next().target, target);
    differs = differs || other.next().target != target;
  }
  CHECK(differs);
}

TEST("cuts the last slice to the limit, so that exactly the limit is recorded") {
  const BlockPlan plan = plan_of(1);
  Pacer pacer(plan);
  std::uint64_t recorded = 0;
  Turn turn;
  do {
    turn = pacer.next();
    recorded += turn.record_count;
  } while (!pacer.is_over(turn, 0));
  CHECK_EQUAL(recorded, plan.handshake_limit);
}

TEST("ends a block by time only when each target has had its turn") {
  BlockPlan plan = plan_of(2);
  plan.handshake_limit = 0;
  plan.duration_ns = kSecond;
  Pacer pacer(plan);
  CHECK(!pacer.is_over(pacer.next(), 2 * kSecond));
  CHECK(pacer.is_over(pacer.next(), 2 * kSecond));
  pacer.next();
  CHECK(!pacer.is_over(pacer.next(), kSecond / 2));
}

TEST("makes one single turn of a block without slices") {
  BlockPlan plan = plan_of(1);
  plan.slice_handshake_count = 0;
  Pacer pacer(plan);
  const Turn turn = pacer.next();
  CHECK_EQUAL(turn.record_count, plan.handshake_limit);
  CHECK(pacer.is_over(turn, 0));
}

TEST("opens the gate to one thread at a time, in the order of asking") {
  const auto shared = std::make_unique<Coordination>();
  Gate first(*shared, 0);
  Gate second(*shared, 1);
  Gate third(*shared, 2);
  second.request();
  first.request();
  third.request();
  CHECK(second.granted() && !first.granted() && !third.granted());
  CHECK_EQUAL(second.release(), 0);
  CHECK(first.granted() && !third.granted());
  CHECK_EQUAL(first.release(), 2);
  CHECK(third.granted());
  CHECK_EQUAL(third.release(), -1);
}

TEST("wakes nobody when the next ticket is one's own or not yet asked for") {
  const auto shared = std::make_unique<Coordination>();
  Gate gate(*shared, 0);
  for (int round = 0; round < 3 * kThreadCountMax; ++round) {
    gate.request();
    CHECK(gate.granted());
    CHECK_EQUAL(gate.release(), -1);
    CHECK(!gate.requested());
  }
}

TEST("takes sessions out of a queue in order, and any one out of its middle") {
  Session sessions[4];
  SessionQueue queue;
  for (Session& session : sessions) queue.push(session);
  queue.remove(sessions[1]);
  queue.remove(sessions[3]);
  queue.remove(sessions[3]);
  queue.push(sessions[1]);
  CHECK(&queue.pop() == &sessions[0]);
  CHECK(&queue.pop() == &sessions[2]);
  CHECK(&queue.pop() == &sessions[1]);
  CHECK(queue.empty());
}

TEST("keeps deadlines in the order of setting, also when one is moved or cleared") {
  Session sessions[3];
  DeadlineList deadlines;
  Nanoseconds at = 100;
  for (Session& session : sessions) deadlines.set(session, at++);
  deadlines.set(sessions[0], at++);
  CHECK(deadlines.first() == &sessions[1]);
  deadlines.clear(sessions[1]);
  deadlines.clear(sessions[1]);
  CHECK(deadlines.first() == &sessions[2]);
  deadlines.clear(sessions[2]);
  CHECK(deadlines.first() == &sessions[0]);
  CHECK_EQUAL(deadlines.first()->deadline_ns, Nanoseconds{103});
  deadlines.clear(sessions[0]);
  CHECK(deadlines.first() == nullptr);
}
