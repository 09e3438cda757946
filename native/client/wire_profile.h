// How a server and its clients speak, as data for the engine: the native face of
// src/profile/compiled-profile.ts, field by field. Plain values, filled before a block and not
// changed during it; what follows from them is prepared in wire.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/clock.h"

namespace fifobench {

// Numbers that a message can hold.
enum class NumberSource : std::uint8_t { kNothing, kId, kPid, kSeq, kPayloadBytes, kAck };

// A step of writing; bytes are appended one step after the other.
struct WriteStep {
  enum class Kind : std::uint8_t {
    kBytes,
    kDecimal,
    kInteger,  // little-endian
    kPayload,
    kAck,     // what the acknowledgement said, as text
    kBegin,   // here begins the field that a later kFill completes
    kFill,    // NULs, until the field has `byte_count` bytes
    kLength,  // the length of what follows up to the next kEnd, little-endian
    kEnd,
  };
  Kind kind = Kind::kBytes;
  std::string bytes;
  NumberSource of = NumberSource::kNothing;
  std::int64_t plus = 0;
  std::uint64_t byte_count = 0;  // width of an integer or a length, size of a filled field
};

// A step of reading; steps follow one another through the bytes that come.
struct ReadStep {
  enum class Kind : std::uint8_t {
    kExpect,         // exactly the bytes that `expected` writes
    kBody,           // `byte_count` bytes
    kInteger,        // little-endian
    kDecimal,        // `byte_count` bytes: digits, ended or filled up by NUL
    kLengthAndBody,  // a length of `byte_count` bytes, little-endian, then so many
    kBodyUntilEof,
    kBodyUntilNewline,
  };
  Kind kind = Kind::kExpect;
  std::vector<WriteStep> expected;
  std::uint64_t byte_count = 0;
  bool as_many_as_payload = false;  // kBody: instead of `byte_count`
  bool saved = false;               // for steps that write the acknowledgement
  std::uint64_t max_bytes = 0;      // of a body without a length
};

enum class Transform : std::uint8_t { kIdentity, kUpper, kLower, kSwapcase, kRot13 };

// What a reply's body is held against.
struct ReplyCheck {
  enum class Kind : std::uint8_t { kNone, kGolden, kPrefix, kTransform };
  Kind kind = Kind::kNone;
  std::string prefix;
  Transform transform = Transform::kIdentity;
};

enum class GateStretch : std::uint8_t { kNone, kUntilAck, kUntilUnlinked, kPerOperation };
enum class UnlinkedBy : std::uint8_t { kClient, kServer, kAny };
enum class UnlinkedAt : std::uint8_t { kAfterAck, kAfterOpen, kPerOperation, kEnd };
enum class OperationPattern : std::uint8_t {
  kRequestReply,
  kServerFirst,
  kPush,
  kSendOnly,
  kNone,
};
// Which part of a reply's body is checked.
enum class Trim : std::uint8_t { kNone, kNul, kPayload };

// What is looked at in every session comes first and close together.
struct WireProfile {
  bool wkp_is_removed = false;
  bool holds_wkp = true;
  GateStretch gate = GateStretch::kNone;
  bool down_per_reply = false;  // the server opens the private FIFO for each message
  UnlinkedBy unlinked_by = UnlinkedBy::kClient;
  UnlinkedAt unlinked_at = UnlinkedAt::kEnd;
  OperationPattern operation = OperationPattern::kNone;
  Trim trim = Trim::kNone;
  std::uint32_t fifo_mode = 0600;
  Nanoseconds extra_timeout_ns = 0;

  std::string wkp_path;  // this and the names: absolute, or relative to the server's directory
  std::vector<WriteStep> down_name;
  std::vector<WriteStep> up_name;  // not empty: clients only connect by the WKP, then write here
  std::vector<WriteStep> connect;
  std::vector<ReadStep> ack;
  std::vector<WriteStep> response;
  std::vector<WriteStep> request;
  std::vector<ReadStep> reply;
  ReplyCheck check;
  std::vector<WriteStep> end_message;
};

}  // namespace fifobench
