// Sorting connect messages, and refusing; see refusal.h.
#include "servers/refusal.h"

#include <cerrno>
#include <cstring>

#include "core/fd.h"
#include "core/fifo.h"

namespace fifobench {
namespace {

// The next place, from `at` on, where a connect message may begin; nullptr when there is none.
const char* find_connect(const char* at, const char* end) {
  const auto size = static_cast<std::size_t>(end - at);
  const void* found = ::memmem(at, size, seed::kConnectTag, seed::kTagBytes);
  const char* connect = static_cast<const char*>(found);
  if (connect == nullptr || connect + seed::kMessageBytes > end) return nullptr;
  return connect;
}

}  // namespace

void refuse(const Server& server, const seed::Message& connect, Counters& counters) {
  if (!seed::is_safe_name(connect.name)) {
    ++counters.bad_names;
    return;
  }
  const int fd = open_stranger_write_end(server.directory_fd, connect.name);
  const Fd private_end(fd);
  if (private_end.valid()) ++counters.refused;
  if (fd == -EACCES) ++counters.bad_names;
}

Sorting sort_connects(const Server& server, const char* bytes, std::size_t size,
                      seed::Message* winner, Counters& counters) {
  const char* const end = bytes + size;
  Sorting sorting;
  while (bytes < end) {
    const char* connect = find_connect(bytes, end);
    if (connect != bytes) sorting.has_garbage = true;
    if (connect == nullptr) break;
    seed::Message message;
    std::memcpy(&message, connect, sizeof message);
    if (winner != nullptr && !sorting.has_winner && seed::is_safe_name(message.name)) {
      *winner = message;
      sorting.has_winner = true;
    } else {
      refuse(server, message, counters);
    }
    bytes = connect + sizeof message;
  }
  return sorting;
}

}  // namespace fifobench
