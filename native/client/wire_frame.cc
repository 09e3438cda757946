// Lays messages out; see wire_frame.h.
#include "client/wire_frame.h"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace fifobench {
namespace {

using Kind = WriteStep::Kind;

constexpr std::size_t kDecimalBytesMax = 20;

void put_integer(char* to, std::uint64_t value, std::uint64_t width_bytes) {
  for (std::uint64_t byte = 0; byte < width_bytes; ++byte) {
    to[byte] = static_cast<char>(value >> (8 * byte) & 0xff);
  }
}

std::int64_t number_of(NumberSource source, std::int64_t plus, const WireValues& values) {
  const std::int64_t number = source == NumberSource::kId    ? values.id
                              : source == NumberSource::kSeq ? values.seq
                              : source == NumberSource::kAck ? values.ack_number
                                                             : 0;
  // Wraps around, as the bytes of an integer do.
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(number) +
                                   static_cast<std::uint64_t>(plus));
}

// Numbers that are the same for the whole block become the addend, or bytes.
WriteStep resolved(WriteStep step, const WirePayload& payload) {
  if (step.of == NumberSource::kPid) {
    step.plus += ::getpid();
  } else if (step.of == NumberSource::kPayloadBytes) {
    step.plus += static_cast<std::int64_t>(payload.size_bytes());
  } else if (step.of != NumberSource::kNothing) {
    return step;
  }
  step.of = NumberSource::kNothing;
  if (step.kind == Kind::kDecimal) {
    step.bytes = std::to_string(step.plus);
    step.kind = Kind::kBytes;
  } else if (step.kind == Kind::kInteger) {
    step.bytes.resize(step.byte_count);
    put_integer(step.bytes.data(), static_cast<std::uint64_t>(step.plus), step.byte_count);
    step.kind = Kind::kBytes;
  }
  return step;
}

bool differs(const WriteStep& step, const WirePayload& payload) {
  return step.kind == Kind::kDecimal || step.kind == Kind::kInteger || step.kind == Kind::kAck ||
         (step.kind == Kind::kPayload && payload.marked());
}

// Identifiers of a block all have the same number of digits.
bool varies_in_length(const WriteStep& step) {
  if (step.kind == Kind::kAck) return true;
  return step.kind == Kind::kDecimal && (step.of != NumberSource::kId || step.plus != 0);
}

}  // namespace

void WireValues::set_id(std::uint32_t new_id) {
  id = new_id;
  for (std::size_t digit = kIdDigitCount; digit > 0; --digit) {
    id_text[digit - 1] = static_cast<char>('0' + new_id % 10);
    new_id /= 10;
  }
}

int WireFrame::prepare(const std::vector<WriteStep>& steps, const WirePayload& payload) {
  payload_ = &payload;
  is_empty_ = steps.empty();
  std::size_t differing_count = 0;
  for (const WriteStep& step : steps) {
    steps_.push_back(resolved(step, payload));
    is_fixed_ = is_fixed_ && !varies_in_length(steps_.back());
    differing_count += differs(steps_.back(), payload) ? 1 : 0;
  }
  is_fixed_ = is_fixed_ && differing_count <= kPatchCountMax;
  while (split_step_ < steps_.size() && steps_[split_step_].kind != Kind::kPayload) {
    ++split_step_;
  }
  WireValues sample;
  sample.set_id(1'000'000);
  sample.seq = 1;
  if (is_fixed_) {
    bytes_.resize(room_for(0, steps_.size()));
    Layout layout = {bytes_.data()};
    if (!lay_out(layout, 0, steps_.size(), sample)) return -EMSGSIZE;
    size_ = layout.size;
    if (size_ <= kShortBytes) {
      std::memcpy(short_bytes_.data(), bytes_.data(), size_);
      bytes_.clear();
    }
    return 0;
  }
  split_at_ = room_for(0, split_step_);
  head_.resize(split_at_);
  bytes_.resize(split_at_ + room_for(split_step_, steps_.size()));
  if (holds_payload()) payload.write(bytes_.data() + split_at_);
  return laid_out(sample).data() == nullptr ? -EMSGSIZE : 0;
}

// The most that these steps can come to, and never 0, so that an empty message has an address.
std::size_t WireFrame::room_for(std::size_t first, std::size_t last) const {
  std::size_t room = 1;
  for (std::size_t index = first; index < last; ++index) {
    const WriteStep& step = steps_[index];
    const bool is_field = step.kind == Kind::kInteger || step.kind == Kind::kLength ||
                          step.kind == Kind::kFill;
    room += step.kind == Kind::kBytes     ? step.bytes.size()
            : step.kind == Kind::kDecimal ? kDecimalBytesMax
            : step.kind == Kind::kAck     ? kAckTextBytesMax
            : step.kind == Kind::kPayload ? payload_->size_bytes()
            : is_field                    ? step.byte_count
                                          : 0;
  }
  return room;
}

std::string_view WireFrame::laid_out(const WireValues& values) {
  Layout layout = {head_.data()};
  if (!lay_out(layout, 0, split_step_, values)) return {};
  if (!holds_payload()) return {head_.data(), layout.size};
  layout.start = bytes_.data() + split_at_ - layout.size;
  std::memcpy(layout.start, head_.data(), layout.size);
  layout.size += put(patch_of(steps_[split_step_], 0), bytes_.data() + split_at_, values);
  if (!lay_out(layout, split_step_ + 1, steps_.size(), values)) return {};
  return {layout.start, layout.size};
}

// Notes the patches by the way, where the layout is to stay.
bool WireFrame::lay_out(Layout& layout, std::size_t first, std::size_t last,
                        const WireValues& values) {
  for (std::size_t index = first; index < last; ++index) {
    const WriteStep& step = steps_[index];
    if (is_fixed_ && differs(step, *payload_)) {
      patches_[patch_count_++] = patch_of(step, layout.size);
    }
    if (!lay_out_step(layout, step, values)) return false;
  }
  return true;
}

bool WireFrame::lay_out_step(Layout& layout, const WriteStep& step,
                             const WireValues& values) const {
  char* const to = layout.start + layout.size;
  switch (step.kind) {
    case Kind::kBytes:
      std::memcpy(to, step.bytes.data(), step.bytes.size());
      layout.size += step.bytes.size();
      return true;
    case Kind::kPayload:
      payload_->write(to);
      [[fallthrough]];
    case Kind::kDecimal:
    case Kind::kInteger:
      layout.size += put(patch_of(step, 0), to, values);
      return true;
    case Kind::kAck:
      std::memcpy(to, values.ack_text, values.ack_bytes);
      layout.size += values.ack_bytes;
      return true;
    case Kind::kBegin:
      layout.field_at = layout.size;
      return true;
    case Kind::kFill: {
      const std::size_t used = layout.size - layout.field_at;
      if (used > step.byte_count) return false;
      std::memset(to, 0, step.byte_count - used);
      layout.size = layout.field_at + step.byte_count;
      return true;
    }
    case Kind::kLength:
      layout.length_at = layout.size;
      layout.length_bytes = step.byte_count;
      layout.size += step.byte_count;
      return true;
    case Kind::kEnd: {
      const std::size_t length = layout.size - layout.length_at - layout.length_bytes;
      put_integer(layout.start + layout.length_at, length, layout.length_bytes);
      return true;
    }
  }
  return false;
}

WireFrame::Patch WireFrame::patch_of(const WriteStep& step, std::size_t at) {
  const bool is_id =
      step.kind == Kind::kDecimal && step.of == NumberSource::kId && step.plus == 0;
  return {step.kind, step.of, static_cast<std::uint8_t>(step.byte_count), is_id,
          static_cast<std::uint32_t>(at), step.plus};
}

// The bytes that differ; of a payload that is there already, its mark. Returns how long the whole
// piece is.
std::size_t WireFrame::put(const Patch& patch, char* to, const WireValues& values) const {
  if (patch.kind == Kind::kPayload) {
    if (payload_->marked()) payload_->mark(to, values.id, values.seq);
    return payload_->size_bytes();
  }
  const std::int64_t number = number_of(patch.of, patch.plus, values);
  if (patch.kind == Kind::kDecimal) {
    return static_cast<std::size_t>(std::to_chars(to, to + kDecimalBytesMax, number).ptr - to);
  }
  put_integer(to, static_cast<std::uint64_t>(number), patch.width_bytes);
  return patch.width_bytes;
}

}  // namespace fifobench
