// The bytes that operations carry: letters and digits only, so that no server takes them for
// something else, and the first ones a mark that differs from session to session and from operation
// to operation. So a reply that belongs to another session cannot pass for one's own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "client/wire_profile.h"

namespace fifobench {

class WirePayload {
 public:
  static constexpr std::size_t kMarkBytes = 10;

  // `marked`: otherwise it is the same for everybody. Each byte appears as `transform` makes it.
  WirePayload(std::uint32_t size_bytes, bool marked, Transform transform);

  std::size_t size_bytes() const { return size_bytes_; }
  bool marked() const { return marked_; }
  // All of it, into size_bytes().
  void write(char* to) const;
  // Over its first bytes, the mark; up to 2^25 sessions and operations are told apart, fewer where
  // there is no room for the whole mark.
  void mark(char* to, std::uint32_t id, std::uint32_t seq) const;

 private:
  std::size_t size_bytes_;
  bool marked_;
  std::array<char, 256> map_;
};

}  // namespace fifobench
