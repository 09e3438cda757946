// A message of the server, followed through the bytes that come, however they are cut. What a
// session has of it so far is a few numbers; nothing is kept but what is to be said again.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "client/wire_check.h"
#include "client/wire_frame.h"

namespace fifobench {

// How far a session has come in a message.
struct ReadProgress {
  std::uint64_t taken_bytes = 0;  // of the message
  std::uint64_t at = 0;           // of the step, from 0
  std::uint64_t number = 0;       // read by the step so far
  std::uint64_t body_bytes = 0;
  std::uint32_t step = 0;
  bool number_is_over = false;
  bool is_negative = false;
  bool body_is_over = false;  // no more of it is looked at
};

enum class Reading : std::uint8_t { kMore, kDone, kWrong };

class WireReader {
 public:
  // `payload` must outlive the reader. 0, or -EMSGSIZE when an expected field does not fit.
  int prepare(const std::vector<ReadStep>& steps, const WirePayload& payload);
  // Bodies are held against `check`, which must outlive the reader.
  void hold_against(WireCheck& check) { check_ = &check; }

  // There is no such message.
  bool empty() const { return parts_.empty(); }
  // It may come to no bytes at all.
  bool may_be_bare() const { return may_be_bare_; }
  bool ends_with_file() const;
  // How much of the payload is expected, apart from bodies.
  std::size_t expected_payload_bytes() const;
  // No body of such a message is longer.
  std::uint64_t body_bytes_max() const;

  // How many bytes may be read now without reading beyond the message, at most `most`; where it
  // ends with a line, `carried_most`, since what follows the line can then be carried. 0: the
  // message has no bytes, and take() ends it.
  std::size_t wanted(const ReadProgress& progress, const WireValues& values, std::size_t most,
                     std::size_t carried_most);
  // Follows the message through these bytes and removes from them what belongs to it.
  Reading take(ReadProgress& progress, WireValues& values, std::string_view& bytes);
  // The file has ended: kDone where that is the end of the message.
  Reading take_end_of_file(ReadProgress& progress);

 private:
  struct Part {
    ReadStep step;
    WireFrame expected;
  };

  // How many bytes the step comes to in all; kUnknown: they are delimited, not counted.
  static constexpr std::uint64_t kUnknown = ~std::uint64_t{0};
  std::uint64_t size_of(Part& part, const ReadProgress& progress, const WireValues& values);
  Reading take_step(Part& part, ReadProgress& progress, WireValues& values,
                    std::string_view& bytes);
  Reading take_body(ReadProgress& progress, const WireValues& values, std::string_view bytes);
  Reading take_delimited(Part& part, ReadProgress& progress, const WireValues& values,
                         std::string_view& bytes);
  Reading take_counted(Part& part, ReadProgress& progress, WireValues& values,
                       std::string_view bytes);
  Reading end_step(Part& part, ReadProgress& progress, WireValues& values);
  Reading end_message(const ReadProgress& progress);

  std::vector<Part> parts_;
  std::size_t payload_bytes_ = 0;
  WireCheck* check_ = nullptr;
  bool may_be_bare_ = true;
  bool is_one_text_ = false;  // a single text that is known
};

}  // namespace fifobench
