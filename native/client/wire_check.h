// What a reply's body is held against, piece by piece as it comes, so that no session keeps a body.
// Where the first reply is the model for all later ones it is learned here, by one session at a
// time; the owner sees to that.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "client/wire_frame.h"

namespace fifobench {

class WireCheck {
 public:
  // `body_bytes_max`: no body is longer. 0, or the negated errno of a frame that could not be
  // prepared.
  int prepare(const WireProfile& profile, std::uint32_t payload_bytes,
              std::uint64_t body_bytes_max);

  // Whether these bytes are right, which come after the `at` that were. `over` says that nothing
  // more of this body is looked at; it is false at first.
  bool matches(std::string_view bytes, std::uint64_t at, bool& over, const WireValues& values);
  // Whether a body of so many bytes, all of which matched, is a whole one.
  bool is_whole(std::uint64_t body_bytes, bool over);

  // The first reply is still to be learned.
  bool must_learn() const { return golden_ == Golden::kUnknown; }
  // Whether it was learned since this was asked before.
  bool take_lesson() { return std::exchange(has_news_, false); }
  // A session failed that may have been to learn it; after a few every reply is taken for wrong.
  void count_failed_lesson();
  // Equal for equal replies, for other threads to compare; 0 when none was learned.
  std::uint64_t fingerprint() const;
  // What was learned is not what others learned.
  void unlearn() { golden_ = Golden::kUnknown; }

 private:
  enum class Golden : std::uint8_t { kNotUsed, kUnknown, kLearned, kUnlearnable };

  bool learn(std::string_view bytes, std::uint64_t at);
  void finish_lesson(std::uint64_t body_bytes);
  std::string_view expected(const WireValues& values);
  std::uint64_t required_bytes() const;

  ReplyCheck check_;
  Trim trim_ = Trim::kNone;
  Golden golden_ = Golden::kNotUsed;
  bool has_news_ = false;
  int failed_lesson_count_ = 0;
  WirePayload payload_{0, false, Transform::kIdentity};
  WireFrame transformed_;
  std::uint64_t looked_at_bytes_ = 0;  // of a body
  std::uint64_t body_bytes_max_ = 0;
  std::unique_ptr<char[]> learned_;
  std::size_t learned_bytes_ = 0;
};

}  // namespace fifobench
