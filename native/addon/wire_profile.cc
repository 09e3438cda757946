// Converts a compiled profile, field by field; see wire_profile.h. Words of the TypeScript type are
// places in the lists here, in the order of the enums of client/wire_profile.h.
#include "addon/wire_profile.h"

#include <cstdlib>
#include <string_view>

namespace fifobench::addon {
namespace {

std::string text(const Napi::Object& from, const char* key) {
  return from.Get(key).As<Napi::String>().Utf8Value();
}

bool flag(const Napi::Object& from, const char* key) {
  return from.Get(key).As<Napi::Boolean>().Value();
}

std::int64_t integer(const Napi::Object& from, const char* key) {
  return from.Get(key).As<Napi::Number>().Int64Value();
}

std::uint64_t count(const Napi::Object& from, const char* key) {
  return static_cast<std::uint64_t>(integer(from, key));
}

std::string byte_string(const Napi::Object& from, const char* key) {
  const auto bytes = from.Get(key).As<Napi::Uint8Array>();
  return {reinterpret_cast<const char*>(bytes.Data()), bytes.ByteLength()};
}

// The facade has types, so that another word is a programmer's mistake.
template <typename Enum, std::size_t kCount>
Enum word(const Napi::Object& from, const char* key, const char* const (&words)[kCount]) {
  const std::string wanted = text(from, key);
  for (std::size_t place = 0; place < kCount; ++place) {
    if (wanted == words[place]) return static_cast<Enum>(place);
  }
  std::abort();
}

template <typename Item, typename Convert>
std::vector<Item> list(const Napi::Object& from, const char* key, Convert convert) {
  const auto array = from.Get(key).As<Napi::Array>();
  std::vector<Item> items;
  for (std::uint32_t index = 0; index < array.Length(); ++index) {
    items.push_back(convert(array.Get(index).As<Napi::Object>()));
  }
  return items;
}

constexpr const char* kSources[] = {"nothing", "id", "pid", "seq", "payloadBytes", "ack"};
constexpr const char* kWriteKinds[] = {"bytes", "decimal", "integer", "payload", "ack",
                                       "begin", "fill",    "length",  "end"};
constexpr const char* kTransforms[] = {"identity", "upper", "lower", "swapcase", "rot13"};
constexpr const char* kChecks[] = {"none", "golden", "prefix", "transform"};
constexpr const char* kGates[] = {"none", "until-ack", "until-unlinked", "per-operation"};
constexpr const char* kUnlinkers[] = {"client", "server", "any"};
constexpr const char* kMoments[] = {"after-ack", "after-open", "per-operation", "end"};
constexpr const char* kPatterns[] = {"request-reply", "server-first", "push", "send-only", "none"};
constexpr const char* kTrims[] = {"none", "nul", "payload"};

WriteStep to_write_step(const Napi::Object& from) {
  WriteStep step;
  step.kind = word<WriteStep::Kind>(from, "step", kWriteKinds);
  if (step.kind == WriteStep::Kind::kBytes) step.bytes = byte_string(from, "bytes");
  if (from.Has("of")) step.of = word<NumberSource>(from, "of", kSources);
  if (from.Has("plus")) step.plus = integer(from, "plus");
  if (from.Has("widthBytes")) step.byte_count = count(from, "widthBytes");
  if (from.Has("toBytes")) step.byte_count = count(from, "toBytes");
  return step;
}

std::vector<WriteStep> write_steps(const Napi::Object& from, const char* key) {
  return list<WriteStep>(from, key, to_write_step);
}

ReadStep::Kind read_kind(const Napi::Object& from) {
  const std::string kind = text(from, "step");
  if (kind == "bodyUntil") {
    return text(from, "until") == "eof" ? ReadStep::Kind::kBodyUntilEof
                                        : ReadStep::Kind::kBodyUntilNewline;
  }
  constexpr const char* kKinds[] = {"expect", "body", "integer", "decimal", "lengthAndBody"};
  return word<ReadStep::Kind>(from, "step", kKinds);
}

ReadStep to_read_step(const Napi::Object& from) {
  ReadStep step;
  step.kind = read_kind(from);
  if (from.Has("steps")) step.expected = write_steps(from, "steps");
  if (from.Has("widthBytes")) step.byte_count = count(from, "widthBytes");
  if (from.Has("byteCount")) {
    step.as_many_as_payload = from.Get("byteCount").IsNull();
    if (!step.as_many_as_payload) step.byte_count = count(from, "byteCount");
  }
  if (from.Has("saved")) step.saved = flag(from, "saved");
  if (from.Has("maxBytes")) step.max_bytes = count(from, "maxBytes");
  return step;
}

ReplyCheck to_check(const Napi::Object& from) {
  ReplyCheck check;
  check.kind = word<ReplyCheck::Kind>(from, "check", kChecks);
  if (check.kind == ReplyCheck::Kind::kPrefix) check.prefix = byte_string(from, "bytes");
  if (check.kind == ReplyCheck::Kind::kTransform) {
    check.transform = word<Transform>(from, "transform", kTransforms);
  }
  return check;
}

}  // namespace

WireProfile to_wire_profile(const Napi::Object& from) {
  WireProfile profile;
  profile.wkp_path = text(from, "wkpPath");
  profile.wkp_is_removed = flag(from, "wkpIsRemoved");
  profile.holds_wkp = flag(from, "holdsWkp");
  profile.gate = word<GateStretch>(from, "gate", kGates);
  profile.down_per_reply = text(from, "down") == "per-reply";
  profile.down_name = write_steps(from, "downName");
  if (text(from, "up") == "fifo") profile.up_name = write_steps(from, "upName");
  profile.fifo_mode = static_cast<std::uint32_t>(count(from, "fifoMode"));
  profile.unlinked_by = word<UnlinkedBy>(from, "unlinkedBy", kUnlinkers);
  profile.unlinked_at = word<UnlinkedAt>(from, "unlinkedAt", kMoments);
  profile.connect = write_steps(from, "connect");
  profile.ack = list<ReadStep>(from, "ack", to_read_step);
  profile.response = write_steps(from, "response");
  profile.operation = word<OperationPattern>(from, "operation", kPatterns);
  profile.request = write_steps(from, "request");
  profile.reply = list<ReadStep>(from, "reply", to_read_step);
  profile.check = to_check(from.Get("check").As<Napi::Object>());
  profile.trim = word<Trim>(from, "trim", kTrims);
  profile.end_message = write_steps(from, "endMessage");
  profile.extra_timeout_ns = integer(from, "extraTimeoutNs");
  return profile;
}

}  // namespace fifobench::addon
