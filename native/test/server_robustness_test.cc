// Clients that die, lie or babble: the built-in servers go on to serve the next one.
#include <csignal>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "core/fifo.h"
#include "test/served_directory.h"
#include "test/test.h"

namespace fifobench::test {
namespace {

// A phase's deadline that a test can wait for.
const std::vector<std::string> kHastyPhases = {"--phase-timeout-ms", "200", "--idle-timeout-ms",
                                               "200"};

std::string connect_message(const std::string& name) {
  seed::Message message = {};
  seed::set_tag(message.tag, seed::kConnectTag);
  std::memcpy(message.name, name.data(), std::min(name.size(), sizeof message.name));
  return {reinterpret_cast<const char*>(&message), sizeof message};
}

// Sends one connect message with a bad name and waits until the server is done with it.
void send_bad_name(ServedDirectory& served, const std::string& name) {
  SeedClient client = served.make_client();
  REQUIRE(client.open_pipe());
  CHECK(client.send(connect_message(name)));
  CHECK(client.await_broken_pipe());
}

// A client that has come as far as `step` takes it. A hasty server also gives up one that is held
// up on its way there, so that this may take several.
SeedClient client_after(ServedDirectory& served, const std::function<bool(SeedClient&)>& step) {
  std::optional<SeedClient> client;
  CHECK(eventually([&] {
    client.emplace(served.make_client());
    return step(*client);
  }));
  return std::move(*client);
}

}  // namespace

TEST("a client that opens the pipe and leaves is no client") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    CHECK(client.open_pipe());
    client.leave();
    CHECK(served.serves_another());
    CHECK(served.serves_another());
  }
}

TEST("a client that dies after its name does not hold the server") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    CHECK(client.open_pipe() && client.send_name());
    client.leave();
    CHECK(served.serves_another());
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("vanished"), 1);
  }
}

TEST("a client that dies after the acknowledgement does not hold the server") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    CHECK(client.open_pipe() && client.send_name());
    CHECK_EQUAL(client.await_acknowledgement(), Outcome::kReply);
    client.leave();
    CHECK(served.serves_another());
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("vanished"), 1);
  }
}

TEST("a client that dies in the middle of a request does not hold the server") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    CHECK(client.establish());
    CHECK(client.send(SeedClient::request(std::string(5000, 'x')).substr(0, 2000)));
    client.leave();
    CHECK(served.serves_another());
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("vanished"), 1);
  }
}

TEST("a client that connects behind one that died is refused at once") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, {"--phase-timeout-ms", "3600000"});
    SeedClient client = served.make_client();
    SeedClient second = served.make_client();
    REQUIRE(client.open_pipe() && second.open_pipe() && client.send_name());
    client.leave();
    // Where the server noticed before this, the pipe itself refuses the name.
    if (second.send_name()) CHECK_EQUAL(second.await_end_of_file(), Outcome::kEndOfFile);
  }
}

TEST("a client that dies while a stranger holds the pipe open does not hold the server") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, {"--idle-timeout-ms", "3600000"});
    SeedClient client = served.make_client();
    SeedClient stranger = served.make_client();
    REQUIRE(client.open_pipe() && stranger.open_pipe() && client.send_name());
    CHECK_EQUAL(client.await_acknowledgement(), Outcome::kReply);
    CHECK(client.respond());
    client.leave();
    CHECK(stranger.await_broken_pipe());
    CHECK(served.serves_another());
  }
}

TEST("a client that never responds is given up at the deadline") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, kHastyPhases);
    SeedClient client = client_after(served, [](SeedClient& each) {
      return each.open_pipe() && each.send_name() &&
             each.await_acknowledgement() == Outcome::kReply;
    });
    CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(served.serves_another());
    CHECK(served.stops_cleanly());
    CHECK(served.counter("timeouts") >= 1);
  }
}

TEST("a client that falls silent between operations is given up at the idle deadline") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, kHastyPhases);
    SeedClient client = client_after(served, [](SeedClient& each) {
      return each.establish() && each.exchange("last words") == Outcome::kReply;
    });
    CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(served.serves_another());
  }
}

TEST("a client that does not read its reply is given up at the idle deadline") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, kHastyPhases);
    SeedClient client = client_after(served, [](SeedClient& each) {
      return each.establish() && each.send(SeedClient::request(std::string(500'000, 'x')));
    });
    CHECK(client.await_broken_pipe());
    CHECK(served.serves_another());
    CHECK(served.stops_cleanly());
    CHECK(served.counter("timeouts") >= 1);
  }
}

TEST("garbage of 10 and of 5000 bytes is discarded and counted") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    for (const std::size_t size : {10UL, 5000UL}) {
      SeedClient client = served.make_client();
      REQUIRE(client.open_pipe());
      client.send(std::string(size, 'g'));
      CHECK(client.await_broken_pipe());
      CHECK(served.serves_another());
    }
    CHECK(served.stops_cleanly());
    CHECK(served.counter("garbage") >= 2);
    CHECK_EQUAL(served.counter("established"), 2);
  }
}

TEST("a client whose name waits behind garbage is served") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.open_pipe());
    CHECK(client.send(std::string(10, 'g') + client.message(seed::kConnectTag)));
    CHECK_EQUAL(client.await_acknowledgement(), Outcome::kReply);
    CHECK(client.respond());
    CHECK_EQUAL(client.exchange("all the same"), Outcome::kReply);
  }
}

TEST("garbage during a session ends it, and the next client is served") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    CHECK(client.send("what is this?"));
    CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(served.serves_another());
  }
}

TEST("a request that announces more than 1 MiB ends its session") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    CHECK(client.send(std::string("DATA\xff\xff\xff\xff", 8)));
    CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(served.serves_another());
  }
}

TEST("a response with another's name ends its session") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    SeedClient other = served.make_client();
    REQUIRE(client.open_pipe() && client.send_name());
    CHECK_EQUAL(client.await_acknowledgement(), Outcome::kReply);
    CHECK(client.send(other.message(seed::kResponseTag)));
    CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(served.serves_another());
  }
}

TEST("names that are unsafe, no FIFO, or reached through a link are not opened") {
  const ScratchDirectory outside;
  REQUIRE(make_fifo(outside.fd(), "pipe") == 0);
  const Fd reader(open_read_end(outside.fd(), "pipe"));
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    served.directory().write_file("file", "precious");
    served.directory().link(outside.path_of("pipe"), "link");
    for (const char* name : {"/etc/passwd", "../x", "wkp", "", "file", "link"}) {
      send_bad_name(served, name);
    }
    send_bad_name(served, std::string(60, 'x'));
    CHECK(served.serves_another());
    CHECK_EQUAL(served.directory().read_file("file"), "precious");
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("badNames"), 7);
  }
}

}  // namespace fifobench::test
