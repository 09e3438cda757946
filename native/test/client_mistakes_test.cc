// Servers that do not do what their profile says: nothing that is wrong counts as right, and each
// failure has the phase and the cause that it had.
#include <cerrno>
#include <functional>
#include <memory>
#include <utility>

#include "test/dialect_load.h"
#include "test/wire_steps.h"

using namespace fifobench;
using namespace fifobench::test;

namespace {

constexpr std::uint64_t kHandshakeCount = 6;

// A server that greets and then replies to each request of 20 bytes as it is told.
LittleServer::Serve replying(std::function<std::string(const std::string&)> reply) {
  return [reply = std::move(reply)] {
    Fd up;
    const Fd down = open_out(text_of(accept_client("wkp", 10, up)));
    put(down, "hi");
    for (auto request = get(up, 20); request.size() == 20; request = get(up, 20)) {
      const std::string bytes = reply(request);
      if (bytes.empty()) return;
      put(down, bytes);
    }
  };
}

WireProfile replying_dialect(ReplyCheck check, Trim trim = Trim::kNone) {
  WireProfile profile = session_dialect("wkp");
  profile.ack = {expect({bytes("hi")})};
  profile.request = {payload()};
  profile.reply = {body(20)};
  profile.check = std::move(check);
  profile.trim = trim;
  return profile;
}

Totals load_once(const LittleServer& server, const WireProfile& profile) {
  return load(server, profile,
              {.client_count = 1, .operation_count = 1, .payload_bytes = 20,
               .handshake_count = kHandshakeCount});
}

const ReplyCheck kIdentity = {ReplyCheck::Kind::kTransform, {}, Transform::kIdentity};

}  // namespace

TEST("notices a reply that belongs to another session") {
  const LittleServer server(replying([](const std::string& request) {
    static std::string before = request;
    return std::exchange(before, request);
  }));
  const Totals totals = load_once(server, replying_dialect(kIdentity));
  CHECK_EQUAL(totals.established, kHandshakeCount);
  CHECK_EQUAL(totals.operations, std::uint64_t{1});
  CHECK_EQUAL(totals.failed_with(Phase::kOperation, Cause::kCorrupted), kHandshakeCount - 1);
}

TEST("notices a reply of the operation before") {
  const LittleServer server(replying([](const std::string& request) {
    static std::string before = request;
    return std::exchange(before, request);
  }));
  const Totals totals = load(server, replying_dialect(kIdentity),
                             {.operation_count = 2, .payload_bytes = 20, .handshake_count = 1});
  CHECK_EQUAL(totals.operations, std::uint64_t{1});
  CHECK_EQUAL(totals.failed_with(Phase::kOperation, Cause::kCorrupted), std::uint64_t{1});
}

TEST("notices every third reply that is not golden") {
  const LittleServer server(replying([](const std::string&) {
    static int count = 0;
    return ++count % 3 == 0 ? std::string(20, 'x') : std::string(20, 'g');
  }));
  ReplyCheck golden;
  golden.kind = ReplyCheck::Kind::kGolden;
  const Totals totals = load_once(server, replying_dialect(golden));
  // One more handshake, which is not recorded, learns the first reply.
  CHECK_EQUAL(totals.established, kHandshakeCount);
  CHECK_EQUAL(totals.failed_with(Phase::kOperation, Cause::kCorrupted), std::uint64_t{2});
}

TEST("gives up learning from a server that never replies, and goes on") {
  const LittleServer server(replying([](const std::string&) { return std::string(); }));
  ReplyCheck golden;
  golden.kind = ReplyCheck::Kind::kGolden;
  const Totals totals = load_once(server, replying_dialect(golden));
  CHECK_EQUAL(totals.established, kHandshakeCount);
  CHECK_EQUAL(totals.failed_with(Phase::kOperation, Cause::kLost), kHandshakeCount);
}

TEST("notices a wrong beginning, a wrong case, and a text that goes on beyond its NUL's place") {
  const std::pair<ReplyCheck, std::string> mistakes[] = {
      {{ReplyCheck::Kind::kPrefix, "yes", Transform::kIdentity}, std::string(20, 'n')},
      {{ReplyCheck::Kind::kTransform, {}, Transform::kUpper}, "u"},
      {{ReplyCheck::Kind::kTransform, {}, Transform::kIdentity}, "NUL"}};
  for (const auto& [check, mistake] : mistakes) {
    const LittleServer server(replying([mistake = mistake](const std::string& request) {
      if (mistake == "NUL") return padded(request.substr(0, 19), 20);
      return mistake == "u" ? request : mistake;
    }));
    const Totals totals = load_once(server, replying_dialect(check, Trim::kNul));
    CHECK_EQUAL(totals.failed_with(Phase::kOperation, Cause::kCorrupted), kHandshakeCount);
  }
}

TEST("tells a broken connection from a wrong reply") {
  const LittleServer server(replying([](const std::string&) { return std::string(); }));
  const Totals totals = load_once(server, replying_dialect(kIdentity));
  CHECK_EQUAL(totals.failed_with(Phase::kOperation, Cause::kLost), kHandshakeCount);
}

TEST("takes another acknowledgement for corrupted, and none for a refusal") {
  const LittleServer server([] {
    static int count = 0;
    Fd up;
    const Fd down = open_out(text_of(accept_client("wkp", 10, up)));
    if (++count % 2 == 0) put(down, "ho");
  });
  const Totals totals = load_once(server, replying_dialect(kIdentity));
  CHECK_EQUAL(totals.failed_with(Phase::kAck, Cause::kCorrupted), kHandshakeCount / 2);
  CHECK_EQUAL(totals.failed_with(Phase::kAck, Cause::kRefused), kHandshakeCount / 2);
}

TEST("takes letters where a number is awaited for corrupted") {
  const LittleServer server([] {
    Fd up;
    put(open_out(text_of(accept_client("wkp", 10, up))), padded("12x", 10));
  });
  WireProfile profile = session_dialect("wkp");
  profile.ack = {read_step(ReadStep::Kind::kDecimal, 10)};
  const Totals totals = load_once(server, profile);
  CHECK_EQUAL(totals.failed_with(Phase::kAck, Cause::kCorrupted), kHandshakeCount);
}

TEST("takes a server that opens and leaves for a refusal while it waits with a FIFO of its own") {
  const LittleServer server([] {
    const std::string names = get(shared_pipe("wkp"), 20);
    open_out(text_of(names));
  });
  WireProfile profile = permanent_dialect("wkp");
  profile.down_per_reply = false;
  profile.up_name = {bytes("u"), decimal(NumberSource::kId)};
  profile.connect = {begin(), decimal(NumberSource::kId), fill(20)};
  const Totals totals = load_once(server, profile);
  CHECK_EQUAL(totals.failed_with(Phase::kRespond, Cause::kRefused), kHandshakeCount);
}

TEST("refuses a payload that does not fit into its field") {
  const LittleServer server(replying([](const std::string& request) { return request; }));
  WireProfile profile = replying_dialect(kIdentity);
  profile.request = {begin(), payload(), fill(19)};
  BlockPlan plan;
  plan.targets.push_back({server.directory().path(), 0, false, profile});
  plan.handshake_limit = 1;
  plan.operation_count = 1;
  plan.payload_bytes = 20;
  const auto shared = std::make_unique<Coordination>();
  Engine engine(plan, *shared);
  const BlockFault fault = engine.run();
  CHECK_EQUAL(fault.error, EMSGSIZE);
  CHECK_EQUAL(std::string(fault.operation == nullptr ? "" : fault.operation),
              std::string("fit the client's messages into their fields"));
}
