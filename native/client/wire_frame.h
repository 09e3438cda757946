// A message, or a name, ready to be written or compared: its bytes lie in one piece, and only what
// differs from session to session is put in before each use. Nothing is allocated then.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "client/wire_payload.h"
#include "client/wire_profile.h"

namespace fifobench {

inline constexpr std::size_t kAckTextBytesMax = 256;

inline constexpr std::size_t kIdDigitCount = 7;

// What messages say of a session.
struct WireValues {
  // Of kIdDigitCount digits, which are made once for all messages.
  void set_id(std::uint32_t new_id);

  std::uint32_t id = 0;
  char id_text[8] = {};
  std::uint32_t seq = 0;  // of the operation, from 1
  // What the acknowledgement said, or a reply that is saved like one.
  std::int64_t ack_number = 0;
  std::uint16_t ack_bytes = 0;
  char ack_text[kAckTextBytesMax] = {};
};

// Aligned, so that a short message is found in few lines of the processor's cache, which the kernel
// has used for itself since the last one.
class alignas(64) WireFrame {
 public:
  // `payload` must outlive the frame. Returns 0, or -EMSGSIZE when a field holds more than there is
  // room for.
  int prepare(const std::vector<WriteStep>& steps, const WirePayload& payload);

  // There is no such message.
  bool empty() const { return is_empty_; }
  bool holds_payload() const { return split_step_ < steps_.size(); }
  // The bytes for these values, valid until the next call. No data when a field would hold more
  // than there is room for, which only the acknowledgement's text can bring about.
  std::string_view with(const WireValues& values) {
    if (!is_fixed_) return laid_out(values);
    char* const bytes = fixed_bytes();
    for (std::size_t index = 0; index < patch_count_; ++index) {
      const Patch& patch = patches_[index];
      if (patch.is_id) {
        std::memcpy(bytes + patch.at, values.id_text, kIdDigitCount);
      } else {
        put(patch, bytes + patch.at, values);
      }
    }
    return {bytes, size_};
  }
  std::size_t size_with(const WireValues& values) {
    return is_fixed_ ? size_ : with(values).size();
  }

 private:
  struct Layout {
    char* start;
    std::size_t size = 0;
    std::size_t field_at = 0;
    std::size_t length_at = 0;
    std::uint64_t length_bytes = 0;
  };
  // A piece that differs, and where in the fixed bytes it is.
  struct Patch {
    WriteStep::Kind kind = WriteStep::Kind::kBytes;
    NumberSource of = NumberSource::kNothing;
    std::uint8_t width_bytes = 0;
    bool is_id = false;  // in digits, which are at hand
    std::uint32_t at = 0;
    std::int64_t plus = 0;
  };
  static constexpr std::size_t kPatchCountMax = 4;
  static constexpr std::size_t kShortBytes = 64;

  std::size_t room_for(std::size_t first, std::size_t last) const;
  bool lay_out(Layout& layout, std::size_t first, std::size_t last, const WireValues& values);
  bool lay_out_step(Layout& layout, const WriteStep& step, const WireValues& values) const;
  std::string_view laid_out(const WireValues& values);
  std::size_t put(const Patch& patch, char* to, const WireValues& values) const;
  static Patch patch_of(const WriteStep& step, std::size_t at);
  char* fixed_bytes() { return size_ <= kShortBytes ? short_bytes_.data() : bytes_.data(); }

  // Every message of this kind has the same length and few pieces that differ: fixed_bytes() then
  // is the message. Short ones lie here, so that they are found with the rest.
  bool is_empty_ = true;
  bool is_fixed_ = true;
  std::uint8_t patch_count_ = 0;
  std::size_t size_ = 0;
  const WirePayload* payload_ = nullptr;
  std::array<Patch, kPatchCountMax> patches_ = {};
  alignas(64) std::array<char, kShortBytes> short_bytes_ = {};
  std::vector<WriteStep> steps_;
  // Otherwise what stands before the first payload, the head, is made by itself and then put before
  // it, and the payload stays where it is, however long it is.
  std::vector<char> bytes_;
  std::vector<char> head_;
  std::size_t split_step_ = 0;
  std::size_t split_at_ = 0;
};

}  // namespace fifobench
