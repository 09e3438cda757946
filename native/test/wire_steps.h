// Steps of messages in a word each, for profiles in tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "client/wire_profile.h"

namespace fifobench::test {

inline WriteStep write_step(WriteStep::Kind kind, std::uint64_t byte_count = 0) {
  WriteStep step;
  step.kind = kind;
  step.byte_count = byte_count;
  return step;
}
inline WriteStep bytes(std::string text) {
  WriteStep step;
  step.bytes = std::move(text);
  return step;
}
inline WriteStep integer(NumberSource of, std::uint64_t width_bytes, std::int64_t plus = 0) {
  WriteStep step = write_step(WriteStep::Kind::kInteger, width_bytes);
  step.of = of;
  step.plus = plus;
  return step;
}
inline WriteStep decimal(NumberSource of, std::int64_t plus = 0) {
  WriteStep step = integer(of, 0, plus);
  step.kind = WriteStep::Kind::kDecimal;
  return step;
}
inline WriteStep payload() { return write_step(WriteStep::Kind::kPayload); }
inline WriteStep ack_text() { return write_step(WriteStep::Kind::kAck); }
inline WriteStep begin() { return write_step(WriteStep::Kind::kBegin); }
inline WriteStep fill(std::uint64_t to_bytes) {
  return write_step(WriteStep::Kind::kFill, to_bytes);
}
inline WriteStep length(std::uint64_t width_bytes) {
  return write_step(WriteStep::Kind::kLength, width_bytes);
}
inline WriteStep end() { return write_step(WriteStep::Kind::kEnd); }

inline ReadStep read_step(ReadStep::Kind kind, std::uint64_t byte_count = 0) {
  ReadStep step;
  step.kind = kind;
  step.byte_count = byte_count;
  return step;
}
inline ReadStep saved(ReadStep step) {
  step.saved = true;
  return step;
}
inline ReadStep expect(std::vector<WriteStep> steps) {
  ReadStep step;
  step.expected = std::move(steps);
  return step;
}
inline ReadStep body(std::uint64_t byte_count) {
  return read_step(ReadStep::Kind::kBody, byte_count);
}
inline ReadStep body_like_payload() {
  ReadStep step = body(0);
  step.as_many_as_payload = true;
  return step;
}
inline ReadStep body_until(ReadStep::Kind kind, std::uint64_t max_bytes) {
  ReadStep step = read_step(kind);
  step.max_bytes = max_bytes;
  return step;
}

}  // namespace fifobench::test
