// Follows messages of servers; see wire_reader.h.
#include "client/wire_reader.h"

#include <algorithm>
#include <charconv>

namespace fifobench {
namespace {

using Kind = ReadStep::Kind;

// A longer body is no body: its length is garbage.
constexpr std::uint64_t kBodyBytesMax = std::uint64_t{4} << 20;

bool is_delimited(const ReadStep& step) {
  return step.kind == Kind::kBodyUntilEof || step.kind == Kind::kBodyUntilNewline;
}

// Appends as far as a NUL and as far as there is room; false when there is none left.
bool save_text(WireValues& values, std::string_view bytes) {
  const std::string_view text = bytes.substr(0, bytes.find('\0'));
  if (text.size() > sizeof values.ack_text - values.ack_bytes) return false;
  if (text.empty()) return true;
  text.copy(values.ack_text + values.ack_bytes, text.size());
  values.ack_bytes = static_cast<std::uint16_t>(values.ack_bytes + text.size());
  return true;
}

std::int64_t sign_extended(std::uint64_t number, std::uint64_t width_bytes) {
  const auto unused_bits = static_cast<int>(64 - 8 * width_bytes);
  return static_cast<std::int64_t>(number << unused_bits) >> unused_bits;
}

// Digits, with a sign perhaps, up to a NUL; false for anything else.
bool take_decimal(ReadProgress& progress, std::string_view bytes) {
  for (const char byte : bytes) {
    if (progress.number_is_over || byte == '\0') {
      progress.number_is_over = true;
    } else if (byte == '-' && progress.at == 0) {
      progress.is_negative = true;
    } else if (byte >= '0' && byte <= '9') {
      progress.number = progress.number * 10 + static_cast<std::uint64_t>(byte - '0');
    } else {
      return false;
    }
    // Not even one digit.
    if (progress.number_is_over && progress.at == (progress.is_negative ? 1u : 0u)) return false;
    ++progress.at;
  }
  return true;
}

}  // namespace

int WireReader::prepare(const std::vector<ReadStep>& steps, const WirePayload& payload) {
  payload_bytes_ = payload.size_bytes();
  for (const ReadStep& step : steps) {
    Part& part = parts_.emplace_back();
    part.step = step;
    if (step.as_many_as_payload) part.step.byte_count = payload_bytes_;
    if (const int result = part.expected.prepare(step.expected, payload); result < 0) return result;
    const bool is_text = step.kind == Kind::kBody || step.kind == Kind::kExpect;
    const bool is_bare = is_text && size_of(part, {}, {}) == 0;
    may_be_bare_ = may_be_bare_ && is_bare;
  }
  is_one_text_ = parts_.size() == 1 && parts_.front().step.kind == Kind::kExpect;
  return 0;
}

bool WireReader::ends_with_file() const {
  return !parts_.empty() && parts_.back().step.kind == Kind::kBodyUntilEof;
}

std::size_t WireReader::expected_payload_bytes() const {
  std::size_t byte_count = 0;
  for (const Part& part : parts_) byte_count += part.expected.holds_payload() ? payload_bytes_ : 0;
  return byte_count;
}

std::uint64_t WireReader::body_bytes_max() const {
  std::uint64_t byte_count = 0;
  for (const Part& part : parts_) {
    if (part.step.kind == Kind::kBody) byte_count += part.step.byte_count;
    if (part.step.kind == Kind::kLengthAndBody) byte_count += kBodyBytesMax;
    if (is_delimited(part.step)) byte_count += part.step.max_bytes;
  }
  return byte_count;
}

// A length that is not there yet counts alone; what it says is known when it has come.
std::uint64_t WireReader::size_of(Part& part, const ReadProgress& progress,
                                  const WireValues& values) {
  if (part.step.kind == Kind::kExpect) return part.expected.size_with(values);
  if (is_delimited(part.step)) return kUnknown;
  if (part.step.kind != Kind::kLengthAndBody) return part.step.byte_count;
  return part.step.byte_count + (progress.number_is_over ? progress.number : 0);
}

std::size_t WireReader::wanted(const ReadProgress& progress, const WireValues& values,
                               std::size_t most, std::size_t carried_most) {
  if (is_one_text_) {
    return std::min(parts_.front().expected.size_with(values) - progress.at, most);
  }
  std::uint64_t wanted = 0;
  ReadProgress ahead = progress;
  for (; ahead.step < parts_.size(); ++ahead.step) {
    Part& part = parts_[ahead.step];
    const std::uint64_t size = size_of(part, ahead, values);
    if (size == kUnknown) {
      if (wanted > 0) break;
      return part.step.kind == Kind::kBodyUntilNewline ? carried_most : most;
    }
    wanted += size - ahead.at;
    const bool length_is_open = part.step.kind == Kind::kLengthAndBody && !ahead.number_is_over;
    if (length_is_open || wanted >= most) break;
    ahead.at = 0;
    ahead.number_is_over = false;
  }
  return std::min<std::uint64_t>(wanted, most);
}

Reading WireReader::take(ReadProgress& progress, WireValues& values, std::string_view& bytes) {
  const std::size_t before = bytes.size();
  // The usual case in one comparison: the whole of a text that is known.
  if (is_one_text_ && progress.at == 0 && parts_.front().expected.with(values) == bytes) {
    bytes = {};
    return end_message(progress);
  }
  Reading reading = Reading::kDone;
  while (reading == Reading::kDone && progress.step < parts_.size()) {
    reading = take_step(parts_[progress.step], progress, values, bytes);
  }
  progress.taken_bytes += before - bytes.size();
  return reading == Reading::kDone ? end_message(progress) : reading;
}

Reading WireReader::take_step(Part& part, ReadProgress& progress, WireValues& values,
                              std::string_view& bytes) {
  if (is_delimited(part.step)) return take_delimited(part, progress, values, bytes);
  while (true) {
    const std::uint64_t size = size_of(part, progress, values);
    // Of a length and its body, first the length.
    const bool has_length = part.step.kind == Kind::kLengthAndBody;
    const std::uint64_t stretch = has_length && progress.at < part.step.byte_count
                                      ? part.step.byte_count
                                      : size;
    const std::uint64_t left = stretch - progress.at;
    const std::string_view taken = bytes.substr(0, std::min<std::uint64_t>(left, bytes.size()));
    bytes.remove_prefix(taken.size());
    if (take_counted(part, progress, values, taken) == Reading::kWrong) return Reading::kWrong;
    if (progress.at < stretch) return Reading::kMore;
    if (has_length && !progress.number_is_over) {
      progress.number_is_over = true;
      if (progress.number > kBodyBytesMax) return Reading::kWrong;
      continue;
    }
    return end_step(part, progress, values);
  }
}

Reading WireReader::take_counted(Part& part, ReadProgress& progress, WireValues& values,
                                 std::string_view bytes) {
  const std::uint64_t at = progress.at;
  if (part.step.saved && at == 0) values.ack_bytes = 0;
  switch (part.step.kind) {
    case Kind::kExpect: {
      const std::string_view whole = part.expected.with(values);
      progress.at += bytes.size();
      return whole.substr(at, bytes.size()) == bytes ? Reading::kMore : Reading::kWrong;
    }
    case Kind::kBody:
      progress.at += bytes.size();
      if (part.step.saved && !progress.number_is_over) {
        progress.number_is_over = bytes.find('\0') != std::string_view::npos;
        if (!save_text(values, bytes)) return Reading::kWrong;
      }
      return take_body(progress, values, bytes);
    case Kind::kDecimal:
      if (part.step.saved && !progress.number_is_over && !save_text(values, bytes)) {
        return Reading::kWrong;
      }
      return take_decimal(progress, bytes) ? Reading::kMore : Reading::kWrong;
    default:
      break;
  }
  const bool is_number = part.step.kind == Kind::kInteger || at < part.step.byte_count;
  progress.at += bytes.size();
  if (!is_number) return take_body(progress, values, bytes);
  std::uint64_t shift = 8 * at;
  for (const char byte : bytes) {
    progress.number |= static_cast<std::uint64_t>(static_cast<unsigned char>(byte)) << shift;
    shift += 8;
  }
  return Reading::kMore;
}

Reading WireReader::take_body(ReadProgress& progress, const WireValues& values,
                              std::string_view bytes) {
  const std::uint64_t at = progress.body_bytes;
  progress.body_bytes += bytes.size();
  if (check_ == nullptr || check_->matches(bytes, at, progress.body_is_over, values)) {
    return Reading::kMore;
  }
  return Reading::kWrong;
}

Reading WireReader::take_delimited(Part& part, ReadProgress& progress, const WireValues& values,
                                   std::string_view& bytes) {
  const bool by_line = part.step.kind == Kind::kBodyUntilNewline;
  const std::size_t newline = by_line ? bytes.find('\n') : std::string_view::npos;
  const bool is_line = newline != std::string_view::npos;
  const std::string_view body = is_line ? bytes.substr(0, newline + 1) : bytes;
  progress.at += body.size();
  if (progress.at > part.step.max_bytes) return Reading::kWrong;
  if (take_body(progress, values, body) == Reading::kWrong) return Reading::kWrong;
  bytes.remove_prefix(body.size());
  if (!is_line) return Reading::kMore;
  ++progress.step;
  progress.at = 0;
  return Reading::kDone;
}

Reading WireReader::end_step(Part& part, ReadProgress& progress, WireValues& values) {
  if (part.step.saved) {
    const char* const end = values.ack_text + values.ack_bytes;
    if (part.step.kind == Kind::kBody) {
      values.ack_number = 0;
      std::from_chars(values.ack_text, end, values.ack_number);
    } else if (part.step.kind == Kind::kInteger) {
      values.ack_number = sign_extended(progress.number, part.step.byte_count);
      char* const text = values.ack_text;
      values.ack_bytes = static_cast<std::uint16_t>(
          std::to_chars(text, text + sizeof values.ack_text, values.ack_number).ptr - text);
    } else {
      const auto magnitude = static_cast<std::int64_t>(progress.number);
      values.ack_number = progress.is_negative ? -magnitude : magnitude;
    }
  }
  ++progress.step;
  progress.at = progress.number = 0;
  progress.number_is_over = progress.is_negative = false;
  return Reading::kDone;
}

Reading WireReader::end_message(const ReadProgress& progress) {
  if (check_ == nullptr) return Reading::kDone;
  return check_->is_whole(progress.body_bytes, progress.body_is_over) ? Reading::kDone
                                                                      : Reading::kWrong;
}

Reading WireReader::take_end_of_file(ReadProgress& progress) {
  const bool is_end = progress.taken_bytes > 0 && progress.step + 1 == parts_.size() &&
                      ends_with_file();
  return is_end ? end_message(progress) : Reading::kWrong;
}

}  // namespace fifobench
