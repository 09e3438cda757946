// Tickets of the gate; see admission.h.
#include "client/admission.h"

namespace fifobench {

// The one who asks publishes its entry and then looks at `serving`; the one who releases advances
// `serving` and then looks at the entry. In sequentially consistent order one of them sees the
// other.
void Gate::request() {
  ticket_ = shared_.next_ticket.fetch_add(1, std::memory_order_seq_cst);
  const std::uint64_t entry = ticket_ * 256 + static_cast<std::uint64_t>(thread_index_) + 1;
  shared_.ticket_owner[ticket_ % kThreadCountMax].store(entry, std::memory_order_seq_cst);
  requested_ = true;
}

int Gate::release() {
  requested_ = false;
  const std::uint64_t next = ticket_ + 1;
  shared_.serving.store(next, std::memory_order_seq_cst);
  const std::uint64_t entry =
      shared_.ticket_owner[next % kThreadCountMax].load(std::memory_order_seq_cst);
  if (entry == 0 || entry / 256 != next) return -1;  // nobody has asked yet
  const int owner = static_cast<int>(entry % 256) - 1;
  return owner == thread_index_ ? -1 : owner;
}

}  // namespace fifobench
