// Messages laid out and followed, without a pipe: each is read in pieces cut at every place, and a
// wrong byte is noticed wherever it is.
#include <cerrno>
#include <string>

#include "client/wire.h"
#include "test/test.h"
#include "test/wire_steps.h"

using namespace fifobench;
using namespace fifobench::test;

namespace {

WireValues values_of(std::uint32_t id, std::uint32_t seq) {
  WireValues values;
  values.set_id(id);
  values.seq = seq;
  return values;
}

WireValues acknowledged_with(const std::string& text, std::int64_t number) {
  WireValues values = values_of(1'234'567, 1);
  values.ack_number = number;
  values.ack_bytes = static_cast<std::uint16_t>(text.size());
  text.copy(values.ack_text, text.size());
  return values;
}

struct PreparedFrame {
  explicit PreparedFrame(std::vector<WriteStep> steps, std::uint32_t payload_bytes = 0)
      : payload(payload_bytes, false, Transform::kIdentity) {
    result = frame.prepare(steps, payload);
  }
  std::string with(const WireValues& values) { return std::string(frame.with(values)); }

  WirePayload payload;
  WireFrame frame;
  int result;
};

// What a reader of one profile makes of bytes that come in two pieces.
struct PreparedReader {
  PreparedReader(std::vector<ReadStep> reply, ReplyCheck check = {}, Trim trim = Trim::kNone,
                 std::uint32_t payload_bytes = 0) {
    profile.reply = std::move(reply);
    profile.check = std::move(check);
    profile.trim = trim;
    const char* operation = nullptr;
    CHECK_EQUAL(wire.prepare(profile, -1, payload_bytes, operation), 0);
  }

  Reading read(const std::string& bytes, std::size_t cut, WireValues& values) {
    ReadProgress progress;
    Reading reading = take(progress, bytes.substr(0, cut), values);
    if (reading == Reading::kMore) reading = take(progress, bytes.substr(cut), values);
    if (reading == Reading::kMore) reading = wire.reply().take_end_of_file(progress);
    return reading;
  }
  // As a session does: never more at once than the reader wants.
  Reading take(ReadProgress& progress, const std::string& bytes, WireValues& values) {
    std::string_view left = bytes;
    std::string_view nothing;
    Reading reading = wire.reply().take(progress, values, nothing);
    while (reading == Reading::kMore && !left.empty()) {
      const std::size_t wanted = wire.reply().wanted(progress, values, 64, 16);
      CHECK(wanted > 0);
      std::string_view piece = left.substr(0, wanted);
      left.remove_prefix(piece.size());
      reading = wire.reply().take(progress, values, piece);
      carried = std::string(piece);
    }
    carried += left;
    return reading;
  }
  bool accepts(const std::string& bytes) {
    bool all = true;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      WireValues values = values_of(1'234'567, 1);
      all = all && read(bytes, cut, values) == Reading::kDone && carried.empty();
    }
    return all;
  }
  bool refuses(const std::string& bytes) {
    bool all = true;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      WireValues values = values_of(1'234'567, 1);
      all = all && read(bytes, cut, values) == Reading::kWrong;
    }
    return all;
  }
  WireValues saved_from(const std::string& bytes, std::size_t cut) {
    WireValues values = values_of(1'234'567, 1);
    CHECK(read(bytes, cut, values) == Reading::kDone);
    return values;
  }

  WireProfile profile;
  Wire wire;
  std::string carried;
};

ReplyCheck transform(Transform how) { return {ReplyCheck::Kind::kTransform, {}, how}; }

}  // namespace

TEST("writes only what differs into a message of fixed length") {
  PreparedFrame prepared({bytes("CONN"), begin(), bytes("c/"), decimal(NumberSource::kId), fill(12),
                          integer(NumberSource::kSeq, 2, 1)});
  CHECK_EQUAL(prepared.result, 0);
  CHECK_EQUAL(prepared.with(values_of(1'234'567, 1)),
              "CONNc/1234567" + std::string(3, '\0') + std::string("\2\0", 2));
  CHECK_EQUAL(prepared.with(values_of(7'654'321, 0x1234)),
              "CONNc/7654321" + std::string(3, '\0') + std::string("\x35\x12", 2));
}

TEST("lays a message of any length out around a payload that stays where it is") {
  PreparedFrame prepared({length(4), bytes("<"), decimal(NumberSource::kSeq), bytes(">"), payload(),
                          ack_text(), end(), bytes("|"), begin(), payload(), fill(5)},
                         3);
  CHECK_EQUAL(prepared.result, 0);
  for (const std::uint32_t seq : {7u, 123'456u, 7u}) {
    WireValues values = acknowledged_with("yes", 0);
    values.seq = seq;
    std::string text("<");
    text.append(std::to_string(seq)).append(">abcyes");
    std::string wanted(1, static_cast<char>(text.size()));
    wanted.append(3, '\0').append(text).append("|abc").append(2, '\0');
    CHECK_EQUAL(prepared.with(values), wanted);
  }
}

TEST("refuses fields that cannot hold what they must, at once or when it is known") {
  CHECK_EQUAL(PreparedFrame({begin(), payload(), fill(4)}, 5).result, -EMSGSIZE);
  CHECK_EQUAL(PreparedFrame({begin(), payload(), fill(5)}, 5).result, 0);
  PreparedFrame answer({begin(), ack_text(), fill(4)});
  CHECK_EQUAL(answer.result, 0);
  CHECK_EQUAL(answer.with(acknowledged_with("four", 0)), std::string("four"));
  CHECK(answer.frame.with(acknowledged_with("fives", 0)).data() == nullptr);
}

TEST("counts on from what the acknowledgement said, in digits and in bytes") {
  PreparedFrame decimal_frame({begin(), decimal(NumberSource::kAck, 1), fill(6)});
  CHECK_EQUAL(decimal_frame.with(acknowledged_with("", 99)), std::string("100\0\0\0", 6));
  PreparedFrame integer_frame({integer(NumberSource::kAck, 4, 1)});
  CHECK_EQUAL(integer_frame.with(acknowledged_with("", -1)), std::string(4, '\0'));
}

TEST("marks payloads in printable letters that no transform makes alike") {
  for (const Transform how : {Transform::kIdentity, Transform::kUpper, Transform::kLower,
                              Transform::kSwapcase, Transform::kRot13}) {
    const WirePayload payload(20, true, how);
    std::string texts[3] = {std::string(20, ' '), std::string(20, ' '), std::string(20, ' ')};
    for (std::string& text : texts) payload.write(text.data());
    payload.mark(texts[0].data(), 1'000'000, 1);
    payload.mark(texts[1].data(), 1'000'001, 1);
    payload.mark(texts[2].data(), 1'000'000, 2);
    CHECK(texts[0] != texts[1] && texts[0] != texts[2] && texts[1] != texts[2]);
    for (const char letter : texts[0]) {
      CHECK((letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
            (letter >= 'a' && letter <= 'z'));
    }
  }
}

TEST("follows messages of all kinds of fields, cut anywhere") {
  PreparedReader text({expect({bytes("hello "), decimal(NumberSource::kId)}), body(3)});
  CHECK(text.accepts("hello 1234567xyz"));
  CHECK(text.refuses("hello 1234568xyz"));
  PreparedReader counted({read_step(ReadStep::Kind::kLengthAndBody, 4), expect({bytes("!")})});
  CHECK(counted.accepts(std::string("\5\0\0\0", 4) + "12345!"));
  CHECK(counted.accepts(std::string("\0\0\0\0", 4) + "!"));
  CHECK(counted.refuses(std::string("\377\377\377\377", 4)));
  PreparedReader line({body_until(ReadStep::Kind::kBodyUntilNewline, 6)});
  CHECK(line.accepts("12345\n"));
  CHECK(line.refuses("123456\n"));
  CHECK(line.refuses("123"));
  PreparedReader file({expect({bytes(">")}), body_until(ReadStep::Kind::kBodyUntilEof, 6)});
  CHECK(file.accepts(">12345"));
  CHECK(file.refuses(">1234567"));
}

TEST("carries what follows a line") {
  PreparedReader line({body_until(ReadStep::Kind::kBodyUntilNewline, 100)});
  WireValues values;
  CHECK(line.read("one\ntwo\n", 8, values) == Reading::kDone);
  CHECK_EQUAL(line.carried, std::string("two\n"));
}

TEST("saves what is to be said again, as text and as number") {
  PreparedReader decimal_reader({saved(read_step(ReadStep::Kind::kDecimal, 6))});
  PreparedReader integer_reader({saved(read_step(ReadStep::Kind::kInteger, 4))});
  PreparedReader body_reader({saved(body(6))});
  const auto text_in = [](const WireValues& values) {
    return std::string(values.ack_text, values.ack_bytes);
  };
  for (std::size_t cut = 0; cut <= 6; ++cut) {
    const WireValues number = decimal_reader.saved_from(std::string("-042\0x", 6), cut);
    CHECK_EQUAL(number.ack_number, std::int64_t{-42});
    CHECK_EQUAL(text_in(number), std::string("-042"));
    const WireValues binary =
        integer_reader.saved_from("\xfe\xff\xff\xff", std::min<std::size_t>(cut, 4));
    CHECK_EQUAL(binary.ack_number, std::int64_t{-2});
    CHECK_EQUAL(text_in(binary), std::string("-2"));
    const WireValues body = body_reader.saved_from(std::string("17\0abc", 6), cut);
    CHECK_EQUAL(body.ack_number, std::int64_t{17});
    CHECK_EQUAL(text_in(body), std::string("17"));
  }
  for (const char* wrong : {"12x", "x", "1-2", " 1"}) {
    PreparedReader strict({read_step(ReadStep::Kind::kDecimal, 4)});
    std::string field = wrong;
    field.resize(4);
    CHECK(strict.refuses(field));
  }
  PreparedReader strict({read_step(ReadStep::Kind::kDecimal, 4)});
  CHECK(strict.refuses(std::string(4, '\0')));
}

TEST("holds a body against what becomes of the payload, as much of it as is to be checked") {
  const auto reader = [](Trim trim, std::uint64_t body_bytes) {
    return PreparedReader({body(body_bytes)}, transform(Transform::kUpper), trim, 10);
  };
  // The mark of session 1,234,567, operation 1.
  PreparedFrame request({payload()}, 10);
  WirePayload marked(10, true, Transform::kUpper);
  std::string right(10, ' ');
  marked.write(right.data());
  marked.mark(right.data(), 1'234'567, 1);
  const std::string rest(4, '\0');
  CHECK(reader(Trim::kNone, 10).accepts(right));
  CHECK(reader(Trim::kNone, 14).refuses(right + rest));
  CHECK(reader(Trim::kNul, 14).accepts(right + rest));
  CHECK(reader(Trim::kNul, 14).accepts(right + std::string("\0abc", 4)));
  CHECK(reader(Trim::kNul, 14).refuses(right + std::string("a\0bc", 4)));
  CHECK(reader(Trim::kPayload, 14).accepts(right + "abcd"));
  CHECK(reader(Trim::kPayload, 8).refuses(right.substr(0, 8)));
  for (std::size_t at = 0; at < right.size(); ++at) {
    std::string wrong = right;
    wrong[at] = '?';
    CHECK(reader(Trim::kNone, 10).refuses(wrong));
  }
}

TEST("holds later replies against the first one, byte by byte and in length") {
  ReplyCheck golden;
  golden.kind = ReplyCheck::Kind::kGolden;
  const std::vector<ReadStep> lines = {body_until(ReadStep::Kind::kBodyUntilNewline, 100)};
  PreparedReader all(lines, golden);
  CHECK(all.wire.check().must_learn());
  CHECK(all.accepts("right\n"));
  CHECK(!all.wire.check().must_learn());
  CHECK(all.wire.check().take_lesson() && !all.wire.check().take_lesson());
  CHECK(all.refuses("wrong\n"));
  CHECK(all.refuses("righ\n"));
  CHECK(all.refuses("right \n"));
  CHECK(all.accepts("right\n"));
  PreparedReader other(lines, golden);
  CHECK_EQUAL(other.wire.check().fingerprint(), std::uint64_t{0});
  CHECK(other.accepts("other\n"));
  CHECK(other.wire.check().fingerprint() != all.wire.check().fingerprint());
  PreparedReader trimmed({body(8)}, golden, Trim::kNul);
  CHECK(trimmed.accepts(std::string("text\0xyz", 8)));
  CHECK(trimmed.accepts(std::string("text\0abc", 8)));
  CHECK(trimmed.refuses(std::string("texts\0ab", 8)));
  CHECK(trimmed.refuses(std::string("tex\0\0abc", 8)));
}
