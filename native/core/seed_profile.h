// The messages of the `seed` profile. Handshake messages are exactly 64 bytes, so that a stray
// connect message can be told from everything else; docs/protocol.md shows them in use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace fifobench::seed {

inline constexpr char kWellKnownPipe[] = "wkp";
inline constexpr std::size_t kTagBytes = 4;
inline constexpr std::size_t kNameBytes = 60;
inline constexpr std::size_t kMessageBytes = kTagBytes + kNameBytes;
// Tag and payload length of a request or a reply.
inline constexpr std::size_t kHeaderBytes = 8;
inline constexpr std::size_t kPayloadBytesMax = 1 << 20;

inline constexpr char kConnectTag[] = "CONN";
inline constexpr char kAcknowledgeTag[] = "ACK";  // the terminating NUL belongs to it
inline constexpr char kResponseTag[] = "RESP";
inline constexpr char kDataTag[] = "DATA";

struct Message {
  char tag[kTagBytes];
  char name[kNameBytes];  // of the private FIFO, padded with NUL
};
static_assert(sizeof(Message) == kMessageBytes);

inline bool has_tag(const char* bytes, const char* tag) {
  return std::memcmp(bytes, tag, kTagBytes) == 0;
}

inline void set_tag(char* bytes, const char* tag) { std::memcpy(bytes, tag, kTagBytes); }

// A message with the name given; a name of kNameBytes or more would lose its NUL and is refused.
inline bool fill(Message& message, const char* tag, const char* name) {
  const std::size_t length = std::strlen(name);
  if (length >= kNameBytes) return false;
  std::memset(&message, 0, sizeof message);
  set_tag(message.tag, tag);
  std::memcpy(message.name, name, length);
  return true;
}

inline void set_payload_length(char* header, std::uint32_t length) {
  for (int byte = 0; byte < 4; ++byte) {
    header[kTagBytes + static_cast<std::size_t>(byte)] =
        static_cast<char>((length >> (8 * byte)) & 0xff);
  }
}

inline std::uint32_t payload_length(const char* header) {
  std::uint32_t length = 0;
  for (int byte = 3; byte >= 0; --byte) {
    length = length << 8 |
             static_cast<unsigned char>(header[kTagBytes + static_cast<std::size_t>(byte)]);
  }
  return length;
}

// A name that a client sent is usable when it ends within its field, is not empty, is relative, has
// no `.` or `..` component, and is not the well-known pipe itself.
bool is_safe_name(const char (&name)[kNameBytes]);

}  // namespace fifobench::seed
