// A message, or a name, ready to be written or compared: its bytes lie in one piece, and only what
// differs from session to session is put in before each use. Nothing is allocated then.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "client/wire_payload.h"
#include "client/wire_profile.h"

namespace fifobench {

inline constexpr std::size_t kAckTextBytesMax = 256;

// What messages say of a session.
struct WireValues {
  std::uint32_t id = 0;
  std::uint32_t seq = 0;  // of the operation, from 1
  // What the acknowledgement said, or a reply that is saved like one.
  std::int64_t ack_number = 0;
  std::uint16_t ack_bytes = 0;
  char ack_text[kAckTextBytesMax] = {};
};

class WireFrame {
 public:
  // `payload` must outlive the frame. Returns 0, or -EMSGSIZE when a field holds more than there is
  // room for.
  int prepare(const std::vector<WriteStep>& steps, const WirePayload& payload);

  // There is no such message.
  bool empty() const { return steps_.empty(); }
  bool holds_payload() const { return split_step_ < steps_.size(); }
  // The bytes for these values, valid until the next call. No data when a field would hold more
  // than there is room for, which only the acknowledgement's text can bring about.
  std::string_view with(const WireValues& values);
  std::size_t size_with(const WireValues& values) {
    return is_fixed_ ? bytes_.size() : with(values).size();
  }

 private:
  struct Layout {
    char* start;
    std::size_t size = 0;
    std::size_t field_at = 0;
    std::size_t length_at = 0;
    std::uint64_t length_bytes = 0;
  };
  // A step whose bytes differ, and where in the fixed bytes they are.
  struct Patch {
    std::size_t step;
    std::size_t at;
  };

  std::size_t room_for(std::size_t first, std::size_t last) const;
  bool lay_out(Layout& layout, std::size_t first, std::size_t last, const WireValues& values);
  bool lay_out_step(Layout& layout, const WriteStep& step, const WireValues& values) const;
  std::string_view laid_out(const WireValues& values);
  std::size_t put(const WriteStep& step, char* to, const WireValues& values) const;

  const WirePayload* payload_ = nullptr;
  std::vector<WriteStep> steps_;
  // Every message of this kind has the same length: `bytes_` then is the message.
  bool is_fixed_ = true;
  std::vector<Patch> patches_;
  // Otherwise what stands before the first payload, the head, is made by itself and then put before
  // it, and the payload stays where it is, however long it is.
  std::vector<char> bytes_;
  std::vector<char> head_;
  std::size_t split_step_ = 0;
  std::size_t split_at_ = 0;
};

}  // namespace fifobench
