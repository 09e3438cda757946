// The engine against a server of each dialect that docs/protocol.md names, each a few naive lines:
// every handshake is established and every reply is right.
#include <unistd.h>

#include "test/dialect_load.h"
#include "test/wire_steps.h"

using namespace fifobench;
using namespace fifobench::test;

namespace {

constexpr ReplyCheck kGolden = {ReplyCheck::Kind::kGolden, {}, Transform::kIdentity};
constexpr ReplyCheck kIdentity = {ReplyCheck::Kind::kTransform, {}, Transform::kIdentity};
constexpr ReplyCheck kUpper = {ReplyCheck::Kind::kTransform, {}, Transform::kUpper};

}  // namespace

TEST("speaks fixed texts both ways, and capitals in a buffer of fixed size") {
  const LittleServer server([] {
    Fd up;
    const Fd down = open_out(text_of(accept_client("mario", 10, up)));
    put(down, "welcome!");
    if (get(up, 8) != std::string("thanks!\0", 8)) return;
    for (auto request = get(up, 1000); request.size() == 1000; request = get(up, 1000)) {
      put(down, padded(upper(text_of(request)), 1000));
    }
  });
  WireProfile profile = session_dialect("mario");
  profile.ack = {expect({bytes("welcome!")})};
  profile.response = {bytes(std::string("thanks!\0", 8))};
  profile.request = {begin(), payload(), fill(1000)};
  profile.reply = {body(1000)};
  profile.check = kUpper;
  profile.trim = Trim::kNul;
  check_complete(server, profile, {.client_count = 1, .operation_count = 3, .payload_bytes = 100});
  check_complete(server, profile, {.client_count = 9, .operation_count = 2, .payload_bytes = 1000});
}

TEST("answers a number with its successor, however long they are") {
  const LittleServer server([] {
    static std::int64_t number = 8;
    number = number > 100'000'000 ? 8 : number * 11 + 1;
    Fd up;
    const Fd down = open_out(text_of(accept_client("mario", 10, up)));
    put(down, padded(std::to_string(number), 10));
    if (text_of(get(up, 10)) != std::to_string(number + 1)) return;
    for (auto request = get(up, 10'000); request.size() == 10'000; request = get(up, 10'000)) {
      put(down, request);
    }
  });
  WireProfile profile = session_dialect("mario");
  profile.ack = {saved(read_step(ReadStep::Kind::kDecimal, 10))};
  profile.response = {begin(), decimal(NumberSource::kAck, 1), fill(10)};
  profile.request = {begin(), payload(), fill(10'000)};
  profile.reply = {body(10'000)};
  profile.check = kGolden;
  check_complete(server, profile, {.client_count = 4, .operation_count = 2, .payload_bytes = 7});
}

TEST("speaks binary numbers, and takes numbers that are pushed") {
  const LittleServer server([] {
    static std::uint32_t number = 0xfffffff0;
    Fd up;
    const auto id = number_of(accept_client("server.fifo", 4, up));
    const Fd down = open_out(std::to_string(id) + ".fifo");
    put(down, little_endian(++number, 4));
    if (number_of(get(up, 4)) != number + 1) return;
    while (put(down, little_endian(7, 4))) {
    }
  });
  WireProfile profile = session_dialect("server.fifo");
  profile.down_name = {decimal(NumberSource::kId), bytes(".fifo")};
  profile.connect = {integer(NumberSource::kId, 4)};
  profile.ack = {saved(read_step(ReadStep::Kind::kInteger, 4))};
  profile.response = {integer(NumberSource::kAck, 4, 1)};
  profile.operation = OperationPattern::kPush;
  profile.reply = {read_step(ReadStep::Kind::kInteger, 4)};
  check_complete(server, profile, {.client_count = 3, .operation_count = 5});
}

TEST("has its name echoed, and repeats what the acknowledgement said") {
  const LittleServer server([] {
    Fd up;
    const std::string name = accept_client("luigi", 10, up);
    const Fd down = open_out(text_of(name));
    put(down, name);
    if (get(up, 10) != name) return;
    for (auto request = get(up, 256); request.size() == 256; request = get(up, 256)) {
      put(down, text_of(request));
    }
  });
  WireProfile profile = session_dialect("luigi");
  profile.ack = {saved(body(10))};
  profile.response = {begin(), ack_text(), fill(10)};
  profile.request = {begin(), payload(), fill(256)};
  profile.reply = {body_like_payload()};
  profile.check = kIdentity;
  check_complete(server, profile, {.client_count = 2, .operation_count = 3, .payload_bytes = 200});
}

TEST("puts lengths before payloads larger than a pipe, in pieces both ways") {
  const LittleServer server([] {
    Fd up;
    const std::string magic = "\xca\xfe\x01\x02";
    if (accept_client("server_pipe", 4, up) != magic) return;
    const Fd down = open_out(get(up, 7));
    put(down, magic + padded("some server", 32));
    for (auto head = get(up, 8); head.size() == 8; head = get(up, 8)) {
      put(down, head);
      put(down, get(up, number_of(head)));
    }
  });
  WireProfile profile = session_dialect("server_pipe");
  profile.connect = {bytes("\xca\xfe\x01\x02"), decimal(NumberSource::kId)};
  profile.ack = {expect({bytes("\xca\xfe\x01\x02")}), body(32)};
  profile.request = {length(8), payload(), end()};
  profile.reply = {read_step(ReadStep::Kind::kLengthAndBody, 8)};
  profile.check = kIdentity;
  check_complete(server, profile,
                 {.client_count = 1, .operation_count = 2, .payload_bytes = 1 << 20,
                  .handshake_count = 5});
  check_complete(server, profile, {.client_count = 3, .operation_count = 2, .payload_bytes = 0});
}

TEST("asks at a permanent pipe, and has its private FIFO reopened for each reply") {
  const LittleServer server([] {
    static std::uint32_t number = 0;
    const std::string request = get(shared_pipe("seqnum_sv"), 8);
    const Fd down = open_out("cl." + std::to_string(number_of(request.substr(0, 4))));
    put(down, little_endian(number, 4));
    number += static_cast<std::uint32_t>(number_of(request.substr(4)));
  });
  WireProfile profile = permanent_dialect("seqnum_sv");
  profile.down_name = {bytes("cl."), decimal(NumberSource::kId)};
  profile.request = {integer(NumberSource::kId, 4), integer(NumberSource::kSeq, 4)};
  profile.reply = {read_step(ReadStep::Kind::kInteger, 4)};
  check_complete(server, profile, {.client_count = 1, .operation_count = 20});
  check_complete(server, profile, {.client_count = 8, .operation_count = 20});
  check_complete(server, profile,
                 {.client_count = 6, .operation_count = 5, .thread_count = 2});
}

TEST("names two private FIFOs, and writes to its own as soon as the server opens it") {
  const LittleServer server([] {
    const std::string names = get(shared_pipe("UPCASE2_PIPE"), 4096);
    const Fd from_client = open_in(text_of(names.substr(2048)));
    const Fd down = open_out(text_of(names.substr(0, 2048)));
    for (auto each = get(from_client, 1); !each.empty(); each = get(from_client, 1)) {
      put(down, upper(each));
    }
  });
  WireProfile profile = permanent_dialect("UPCASE2_PIPE");
  profile.down_per_reply = false;
  profile.down_name = {bytes("down."), decimal(NumberSource::kId)};
  profile.up_name = {bytes("up."), decimal(NumberSource::kId)};
  profile.connect = {begin(), bytes("down."), decimal(NumberSource::kId), fill(2048),
                     begin(), bytes("up."),   decimal(NumberSource::kId), fill(2048)};
  profile.request = {payload()};
  profile.reply = {body_like_payload()};
  profile.check = kUpper;
  check_complete(server, profile, {.client_count = 1, .operation_count = 3, .payload_bytes = 30});
  check_complete(server, profile, {.client_count = 5, .operation_count = 2, .payload_bytes = 30});
}

TEST("says a line to a script, closes, and reads until the end of the file") {
  const LittleServer server([] {
    if (::access("serverFIFO", F_OK) != 0) make_pipe("serverFIFO");
    const std::string line = get_all(open_in("serverFIFO"));
    const std::size_t blank = line.find(' ');
    if (blank == std::string::npos) return;
    put(open_out(line.substr(0, blank)), "hello " + line.substr(blank + 1));
  });
  WireProfile profile = permanent_dialect("serverFIFO");
  profile.holds_wkp = false;
  profile.gate = GateStretch::kPerOperation;
  profile.request = {decimal(NumberSource::kId), bytes(" "), decimal(NumberSource::kSeq),
                     payload(), bytes("\n")};
  profile.reply = {body_until(ReadStep::Kind::kBodyUntilEof, 1000)};
  profile.check = {ReplyCheck::Kind::kPrefix, "hello ", Transform::kIdentity};
  check_complete(server, profile, {.client_count = 5, .operation_count = 12, .payload_bytes = 9});
  // A FIFO that is opened once has one end of the file: no second operation.
  profile.down_per_reply = false;
  const Totals totals = load(server, profile, {.client_count = 3, .operation_count = 4});
  CHECK_EQUAL(totals.established, std::uint64_t{40});
  CHECK_EQUAL(totals.operations, std::uint64_t{40});
  CHECK_EQUAL(totals.failed, std::uint64_t{0});
}
