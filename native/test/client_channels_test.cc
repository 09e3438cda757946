// Who speaks first, who opens, closes and removes which FIFO, and where FIFOs are: each way that a
// profile can say it, against a server of a few lines.
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "test/dialect_load.h"
#include "test/process.h"
#include "test/wire_steps.h"

using namespace fifobench;
using namespace fifobench::test;

namespace {

WireProfile greeting_dialect() {
  WireProfile profile = session_dialect("wkp");
  profile.ack = {expect({bytes("hi")})};
  return profile;
}

// Up to the acknowledgement; nothing is answered to it.
Fd greet_client(Fd& up) {
  Fd down = open_out(text_of(accept_client("wkp", 10, up)));
  put(down, "hi");
  return down;
}

void append(const std::string& file, const std::string& text) {
  std::ofstream(file, std::ios::app) << text;
}

ino_t inode_of(const std::string& name) {
  struct stat status = {};
  return ::stat(name.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace

TEST("lets the server speak first, and answers with what it said") {
  const LittleServer server([] {
    Fd up;
    const Fd down = greet_client(up);
    for (int number = 98; put(down, padded(std::to_string(number), 6)); ++number) {
      if (text_of(get(up, 6)) != std::to_string(number + 1)) return;
    }
  });
  WireProfile profile = greeting_dialect();
  profile.operation = OperationPattern::kServerFirst;
  profile.reply = {saved(read_step(ReadStep::Kind::kDecimal, 6))};
  profile.request = {begin(), decimal(NumberSource::kAck, 1), fill(6)};
  check_complete(server, profile, {.client_count = 3, .operation_count = 5});
}

TEST("takes lines apart that were pushed in one piece, and goes on without waiting") {
  const LittleServer server([] {
    Fd up;
    const Fd down = greet_client(up);
    std::string lines;
    for (int line = 0; line < 200; ++line) lines += "line " + std::to_string(line) + "\n";
    put(down, lines);
    get_all(up);
  });
  WireProfile profile = greeting_dialect();
  profile.operation = OperationPattern::kPush;
  profile.reply = {body_until(ReadStep::Kind::kBodyUntilNewline, 100)};
  profile.check = {ReplyCheck::Kind::kPrefix, "line ", Transform::kIdentity};
  check_complete(server, profile, {.client_count = 2, .operation_count = 200});
}

TEST("sends without an answer, through a full pipe, and says goodbye") {
  const LittleServer server([] {
    Fd up;
    const Fd down = greet_client(up);
    const std::string all = get_all(up);
    append("received", std::to_string(all.size()) + all.substr(all.size() - 3) + "\n");
  });
  WireProfile profile = greeting_dialect();
  profile.operation = OperationPattern::kSendOnly;
  profile.request = {payload()};
  profile.end_message = {bytes("bye")};
  check_complete(server, profile,
                 {.operation_count = 300, .payload_bytes = 1000, .handshake_count = 2});
  const std::string line = "300003bye\n";
  CHECK(eventually([&] { return server.directory().read_file("received") == line + line; }));
}

TEST("opens the well-known pipe for each message, and closes it after") {
  const LittleServer server([] {
    if (::access("wkp", F_OK) != 0) make_pipe("wkp");
    const std::string message = get_all(open_in("wkp"));
    if (message.size() < 8) return;
    const Fd down = open_out(message.substr(1, 7));
    put(down, message[0] == 'C' ? "hi" : message.substr(8));
  });
  WireProfile profile = permanent_dialect("wkp");
  profile.holds_wkp = false;
  profile.gate = GateStretch::kPerOperation;
  profile.connect = {bytes("C"), decimal(NumberSource::kId)};
  profile.ack = {expect({bytes("hi")})};
  profile.request = {bytes("R"), decimal(NumberSource::kId), payload()};
  profile.reply = {body_like_payload()};
  profile.check = {ReplyCheck::Kind::kTransform, {}, Transform::kIdentity};
  check_complete(server, profile, {.client_count = 4, .operation_count = 5, .payload_bytes = 50});
}

TEST("makes its FIFO anew for each operation") {
  const LittleServer server([] {
    const std::string request = get(shared_pipe("wkp"), 17);
    const std::string name = text_of(request.substr(0, 10));
    append("inodes", std::to_string(inode_of(name)) + "\n");
    put(open_out(name), request.substr(10));
  });
  WireProfile profile = permanent_dialect("wkp");
  profile.unlinked_at = UnlinkedAt::kPerOperation;
  profile.request = {begin(), decimal(NumberSource::kId), fill(10), payload()};
  profile.reply = {body_like_payload()};
  profile.check = {ReplyCheck::Kind::kTransform, {}, Transform::kIdentity};
  check_complete(server, profile,
                 {.operation_count = 3, .payload_bytes = 7, .handshake_count = 1});
  std::istringstream inodes(server.directory().read_file("inodes"));
  ino_t first = 0;
  ino_t second = 0;
  CHECK(inodes >> first >> second);
  CHECK(first != second);
}

TEST("bears that the server removes its FIFO, before or after the acknowledgement") {
  const LittleServer server([] {
    Fd up;
    const std::string name = text_of(accept_client("wkp", 10, up));
    const Fd down = open_out(name);
    ::unlink(name.c_str());
    put(down, "hi");
    get_all(up);
  });
  WireProfile profile = greeting_dialect();
  for (const UnlinkedBy by : {UnlinkedBy::kServer, UnlinkedBy::kAny}) {
    for (const UnlinkedAt at : {UnlinkedAt::kAfterOpen, UnlinkedAt::kAfterAck, UnlinkedAt::kEnd}) {
      profile.unlinked_by = by;
      profile.unlinked_at = at;
      check_complete(server, profile, {.client_count = 3});
    }
  }
}

TEST("takes a removal by somebody else for a failure where it is its own to remove") {
  const LittleServer server([] {
    Fd up;
    const std::string name = text_of(accept_client("wkp", 10, up));
    const Fd down = open_out(name);
    ::unlink(name.c_str());
    put(down, "hi");
    get_all(up);
  });
  const Totals totals = load(server, greeting_dialect(), {.handshake_count = 5});
  CHECK_EQUAL(totals.failed_with(Phase::kRespond, Cause::kSystem), std::uint64_t{5});
}

TEST("puts FIFOs wherever the profile says, with its permissions, and follows no link there") {
  const ScratchDirectory elsewhere;
  const std::string prefix = elsewhere.path() + "/x.";
  const LittleServer server([&] {
    Fd up;
    const std::string name = text_of(accept_client("wkp", 100, up));
    struct stat status = {};
    if (::stat(name.c_str(), &status) < 0 || (status.st_mode & 0777) != 0666) return;
    put(open_out(name), "hi");
    get_all(up);
  });
  elsewhere.write_file("precious", "keep me");
  elsewhere.link("precious", "x.1000000");
  WireProfile profile = greeting_dialect();
  profile.wkp_path = server.directory().path_of("wkp");
  profile.down_name = {bytes(prefix), decimal(NumberSource::kId)};
  profile.connect = {begin(), bytes(prefix), decimal(NumberSource::kId), fill(100)};
  profile.fifo_mode = 0666;
  check_complete(server, profile, {.client_count = 2});
  CHECK_EQUAL(elsewhere.read_file("precious"), std::string("keep me"));
  CHECK_EQUAL(count_entries(elsewhere.path()), 2);
}

TEST("learns a golden reply with one client on each thread before all others start") {
  const LittleServer server([] {
    Fd up;
    const Fd down = greet_client(up);
    for (auto request = get(up, 20); request.size() == 20; request = get(up, 20)) {
      put(down, little_endian(20, 4) + std::string(request.rbegin(), request.rend()));
    }
  });
  WireProfile profile = greeting_dialect();
  profile.request = {payload()};
  profile.reply = {read_step(ReadStep::Kind::kLengthAndBody, 4)};
  profile.check.kind = ReplyCheck::Kind::kGolden;
  check_complete(server, profile,
                 {.client_count = 7, .operation_count = 2, .payload_bytes = 20,
                  .handshake_count = 60, .thread_count = 2});
}
