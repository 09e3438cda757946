// Sessions of the built-in servers, as a client of flesh and blood sees them: real processes, real
// FIFOs, every pattern.
#include <string>

#include "test/served_directory.h"
#include "test/test.h"

namespace fifobench::test {
namespace {

std::string make_payload(std::size_t size) {
  std::string payload(size, '\0');
  for (std::size_t at = 0; at < size; ++at) payload[at] = static_cast<char>(at * 31 + at / 251);
  return payload;
}

}  // namespace

TEST("every pattern serves one session, and then a second one") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    for (int session = 0; session < 2; ++session) {
      SeedClient client = served.make_client();
      CHECK(client.establish());
      CHECK_EQUAL(client.exchange("hello"), Outcome::kReply);
      CHECK_EQUAL(client.exchange("hello again"), Outcome::kReply);
    }
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("established"), 2);
    CHECK_EQUAL(served.counter("endedWell"), 2);
    CHECK_EQUAL(served.counter("operations"), 4);
  }
}

TEST("a session without operations ends well") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    CHECK(client.establish());
    client.leave();
    CHECK(served.serves_another());
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("endedWell"), 2);
  }
}

TEST("a request that comes in pieces is echoed, whatever the pieces") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    for (const std::size_t piece_bytes : {1UL, 3UL, 7UL, 8UL, 9UL}) {
      CHECK_EQUAL(client.exchange(make_payload(300), piece_bytes), Outcome::kReply);
    }
  }
}

TEST("payloads from nothing to 1 MiB are echoed") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    for (const std::size_t size : {0UL, 1UL, 4088UL, 4089UL, 65'536UL, 200'000UL, 1UL << 20}) {
      CHECK_EQUAL(client.exchange(make_payload(size)), Outcome::kReply);
    }
    CHECK_EQUAL(client.exchange("small again"), Outcome::kReply);
  }
}

TEST("requests sent without awaiting replies are all echoed, in order") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    std::string requests;
    for (std::size_t size = 0; size < 40; ++size) {
      requests += SeedClient::request(make_payload(size));
    }
    CHECK(client.send(requests));
    CHECK_EQUAL(client.await_bytes(requests), Outcome::kReply);
  }
}

TEST("a second client on the same incarnation is refused at once, the first is not disturbed") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient first = served.make_client();
    SeedClient second = served.make_client();
    REQUIRE(first.open_pipe() && second.open_pipe() && first.send_name());
    REQUIRE(first.await_acknowledgement() == Outcome::kReply);
    CHECK(second.send_name());
    CHECK_EQUAL(second.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(first.respond());
    CHECK_EQUAL(first.exchange("undisturbed"), Outcome::kReply);
  }
}

TEST("a client that connects during another's session through its pipe is refused at once") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient first = served.make_client();
    SeedClient late = served.make_client();
    REQUIRE(first.open_pipe() && late.open_pipe() && first.send_name());
    REQUIRE(first.await_acknowledgement() == Outcome::kReply && first.respond());
    CHECK_EQUAL(first.exchange("one"), Outcome::kReply);
    CHECK(late.send_name());
    CHECK_EQUAL(late.await_end_of_file(), Outcome::kEndOfFile);
    CHECK_EQUAL(first.exchange("two"), Outcome::kReply);
  }
}

TEST("of clients whose names wait together the first is served and all others are refused") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient first = served.make_client();
    SeedClient second = served.make_client();
    SeedClient third = served.make_client();
    REQUIRE(first.open_pipe());
    // One write, so that the server cannot read the names one by one.
    CHECK(first.send(first.message(seed::kConnectTag) + second.message(seed::kConnectTag) +
                     third.message(seed::kConnectTag)));
    CHECK_EQUAL(first.await_acknowledgement(), Outcome::kReply);
    CHECK_EQUAL(second.await_end_of_file(), Outcome::kEndOfFile);
    CHECK_EQUAL(third.await_end_of_file(), Outcome::kEndOfFile);
  }
}

TEST("a client that opens its private FIFO only after it sent the name is waited for") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    client.close_private();
    REQUIRE(client.open_pipe() && client.send_name());
    // The pipe's name is gone, so the server has the name and is trying.
    REQUIRE(eventually([&] { return !served.directory().contains("wkp") || pattern[0] == 'f'; }));
    client.open_private();
    CHECK_EQUAL(client.await_acknowledgement(), Outcome::kReply);
  }
}

}  // namespace fifobench::test
