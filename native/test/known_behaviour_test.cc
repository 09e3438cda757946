// What servers do amiss when they are told to: by exactly the amount, in every pattern.
#include "core/clock.h"
#include "test/served_directory.h"
#include "test/test.h"

namespace fifobench::test {

TEST("a delay lies before the acknowledgement, and nowhere else") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, {"--ack-delay-ns", "20000000"});
    SeedClient client = served.make_client();
    REQUIRE(client.open_pipe());
    // The server may be at it before this process comes back from sending.
    const Nanoseconds before_ns = now_ns();
    REQUIRE(client.send_name());
    CHECK_EQUAL(client.await_acknowledgement(), Outcome::kReply);
    CHECK(now_ns() - before_ns >= 20 * kMillisecond);
    CHECK(client.respond());
    CHECK_EQUAL(client.exchange("ping"), Outcome::kReply);
  }
}

TEST("every third client is refused, and no other") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, {"--refuse-every", "3"});
    for (int number = 1; number <= 7; ++number) {
      SeedClient client = served.make_client();
      REQUIRE(client.open_pipe() && client.send_name());
      const bool refused = number % 3 == 0;
      CHECK_EQUAL(client.await_acknowledgement(),
                  refused ? Outcome::kEndOfFile : Outcome::kReply);
      CHECK(client.await_removal());
      if (!refused) CHECK(client.respond());
    }
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("refused"), 2);
  }
}

TEST("an amount that makes no sense ends the server with status 2") {
  for (const char* option : {"--ack-delay-ns", "--refuse-every", "--empty-calls"}) {
    for (const char* amount : {"0", "-1", "1x", "99999999999"}) {
      const std::vector<std::string> command = {"sh", "-c", "exec \"$@\" 2>/dev/null", "sh",
                                                find_executable("fifobench-server"), "basic",
                                                option, amount};
      CHECK(ended_with(Process(command).await_end(), 2));
    }
  }
}

}  // namespace fifobench::test
