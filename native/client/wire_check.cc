// Holds bodies against what they must be; see wire_check.h.
#include "client/wire_check.h"

#include <algorithm>
#include <limits>

namespace fifobench {
namespace {

constexpr int kLessonCountMax = 3;

}  // namespace

int WireCheck::prepare(const WireProfile& profile, std::uint32_t payload_bytes,
                       std::uint64_t body_bytes_max) {
  check_ = profile.check;
  trim_ = profile.trim;
  body_bytes_max_ = body_bytes_max;
  looked_at_bytes_ = trim_ == Trim::kPayload ? payload_bytes
                                             : std::numeric_limits<std::uint64_t>::max();
  if (check_.kind == ReplyCheck::Kind::kPrefix) {
    looked_at_bytes_ = std::min<std::uint64_t>(looked_at_bytes_, check_.prefix.size());
  } else if (check_.kind == ReplyCheck::Kind::kGolden) {
    golden_ = Golden::kUnknown;
    // Left as it comes: pages that no reply reaches cost nothing.
    learned_.reset(new char[body_bytes_max + 1]);
  }
  payload_ = WirePayload(payload_bytes, true, check_.transform);
  return transformed_.prepare({{.kind = WriteStep::Kind::kPayload, .bytes = {}}}, payload_);
}

bool WireCheck::matches(std::string_view bytes, std::uint64_t at, bool& over,
                        const WireValues& values) {
  if (check_.kind == ReplyCheck::Kind::kNone || over || bytes.empty()) return true;
  if (golden_ == Golden::kUnknown) return learn(bytes, at);
  if (golden_ == Golden::kUnlearnable) return false;
  if (trim_ == Trim::kNul) {
    const std::size_t nul = bytes.find('\0');
    over = nul != std::string_view::npos;
    bytes = bytes.substr(0, nul);
  }
  if (at + bytes.size() >= looked_at_bytes_) {
    over = true;
    bytes = bytes.substr(0, at < looked_at_bytes_ ? looked_at_bytes_ - at : 0);
  }
  const std::string_view whole = expected(values);
  const std::string_view wanted = whole.substr(std::min<std::uint64_t>(at, whole.size()));
  const std::size_t common = std::min(bytes.size(), wanted.size());
  if (common < bytes.size() || bytes != wanted.substr(0, common)) return false;
  return !over || at + bytes.size() >= required_bytes();
}

bool WireCheck::is_whole(std::uint64_t body_bytes, bool over) {
  if (golden_ == Golden::kUnknown) finish_lesson(body_bytes);
  return over || body_bytes >= required_bytes();
}

std::string_view WireCheck::expected(const WireValues& values) {
  if (check_.kind == ReplyCheck::Kind::kPrefix) return check_.prefix;
  if (check_.kind == ReplyCheck::Kind::kGolden) return {learned_.get(), learned_bytes_};
  return transformed_.with(values);
}

std::uint64_t WireCheck::required_bytes() const {
  switch (check_.kind) {
    case ReplyCheck::Kind::kNone:
      return 0;
    case ReplyCheck::Kind::kGolden:
      return learned_bytes_;
    case ReplyCheck::Kind::kPrefix:
      return looked_at_bytes_;
    case ReplyCheck::Kind::kTransform:
      return payload_.size_bytes();
  }
  return 0;
}

bool WireCheck::learn(std::string_view bytes, std::uint64_t at) {
  if (at + bytes.size() > body_bytes_max_) return false;
  bytes.copy(learned_.get() + at, bytes.size());
  return true;
}

void WireCheck::finish_lesson(std::uint64_t body_bytes) {
  learned_bytes_ = std::min(body_bytes, looked_at_bytes_);
  if (trim_ == Trim::kNul) learned_bytes_ = ::strnlen(learned_.get(), learned_bytes_);
  golden_ = Golden::kLearned;
  has_news_ = true;
}

void WireCheck::count_failed_lesson() {
  if (must_learn() && ++failed_lesson_count_ >= kLessonCountMax) golden_ = Golden::kUnlearnable;
}

// FNV-1a (Fowler, Noll and Vo).
std::uint64_t WireCheck::fingerprint() const {
  if (golden_ != Golden::kLearned) return 0;
  std::uint64_t hash = 0xcbf29ce484222325;
  for (std::size_t at = 0; at < learned_bytes_; ++at) {
    hash = (hash ^ static_cast<unsigned char>(learned_[at])) * 0x100000001b3;
  }
  return hash == 0 ? 1 : hash;
}

}  // namespace fifobench
