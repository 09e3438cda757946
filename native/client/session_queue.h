// The two ways in which sessions wait: in order of arrival, and by deadline. Both link the sessions
// themselves, so that nothing is allocated.
#pragma once

#include "client/session.h"

namespace fifobench {

// First in, first out. A session is in at most one such queue.
class SessionQueue {
 public:
  bool empty() const { return head_ == nullptr; }
  Session* front() const { return head_; }
  void push(Session& session) {
    session.next_waiting = nullptr;
    if (head_ == nullptr) {
      head_ = &session;
    } else {
      tail_->next_waiting = &session;
    }
    tail_ = &session;
  }
  Session& pop() {
    Session& session = *head_;
    head_ = session.next_waiting;
    session.next_waiting = nullptr;
    return session;
  }
  // Takes all out; the chain is followed by `next_waiting`.
  Session* take_all() {
    Session* const all = head_;
    head_ = nullptr;
    return all;
  }
  void remove(const Session& session);

 private:
  Session* head_ = nullptr;
  Session* tail_ = nullptr;
};

// Sessions by deadline. All deadlines of a turn are equally far away when they are set, so the
// order of setting is the order of expiry and no heap is needed.
class DeadlineList {
 public:
  Session* first() const { return first_; }
  // Sets or moves the deadline, which may not be earlier than any set before.
  void set(Session& session, Nanoseconds deadline_ns) {
    clear(session);
    session.deadline_ns = deadline_ns;
    session.earlier = last_;
    (last_ == nullptr ? first_ : last_->later) = &session;
    last_ = &session;
  }
  // Does nothing when there is none.
  void clear(Session& session) {
    if (session.deadline_ns == 0) return;
    (session.earlier == nullptr ? first_ : session.earlier->later) = session.later;
    (session.later == nullptr ? last_ : session.later->earlier) = session.earlier;
    session.earlier = session.later = nullptr;
    session.deadline_ns = 0;
  }

 private:
  Session* first_ = nullptr;
  Session* last_ = nullptr;
};

}  // namespace fifobench
