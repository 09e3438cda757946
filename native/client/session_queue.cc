// Taking a session out of the middle of a queue; see session_queue.h.
#include "client/session_queue.h"

namespace fifobench {

void SessionQueue::remove(const Session& session) {
  Session* before = nullptr;
  for (Session* each = head_; each != nullptr; before = each, each = each->next_waiting) {
    if (each != &session) continue;
    (before == nullptr ? head_ : before->next_waiting) = each->next_waiting;
    if (tail_ == each) tail_ = before;
    each->next_waiting = nullptr;
    return;
  }
}

}  // namespace fifobench
