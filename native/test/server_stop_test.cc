// How the built-in servers start and stop, and that they lose neither descriptors nor children.
#include <sys/wait.h>

#include <csignal>
#include <string>

#include "core/fifo.h"
#include "test/served_directory.h"
#include "test/test.h"

namespace fifobench::test {
namespace {

bool is_forking(const char* pattern) { return std::string(pattern).starts_with("forking"); }

// The exit status of a server that cannot be started like this.
std::optional<int> run_server(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {find_executable("fifobench-server")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  // What it complains about is not the test's output.
  command.insert(command.begin(), {"sh", "-c", "exec \"$@\" 2>/dev/null", "sh"});
  return Process(command).await_end();
}

}  // namespace

TEST("SIGTERM and SIGINT end an idle server with status 0 and remove its pipe") {
  for (const char* pattern : kAllPatterns) {
    for (const int signal : {SIGTERM, SIGINT}) {
      ServedDirectory served(pattern);
      CHECK(served.serves_another());
      CHECK(eventually([&] { return served.directory().contains_fifo("wkp"); }));
      served.process().signal(signal);
      CHECK(ended_with(served.process().await_end(), 0));
      CHECK(!served.directory().contains("wkp"));
    }
  }
}

TEST("SIGTERM ends a server with a session open, and the session with it") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    CHECK_EQUAL(client.exchange("still here"), Outcome::kReply);
    served.process().signal(SIGTERM);
    CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(ended_with(served.process().await_end(), 0));
    CHECK(!served.directory().contains("wkp"));
    CHECK_EQUAL(served.counter("interrupted"), 1);
  }
}

TEST("a server that is killed takes its subservers along") {
  for (const char* pattern : {"forking", "forking-unlink-first"}) {
    ServedDirectory served(pattern);
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    CHECK_EQUAL(client.exchange("still here"), Outcome::kReply);
    // The pid alone, not the group.
    served.process().signal(SIGKILL);
    CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    CHECK(served.process().await_end().has_value());
  }
}

TEST("a pipe that an earlier server left is replaced") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    CHECK(eventually([&] { return served.directory().contains_fifo("wkp"); }));
    served.process().signal(SIGKILL);
    CHECK(served.process().await_end().has_value());
    REQUIRE(served.directory().contains_fifo("wkp"));
    const Process next({find_executable("fifobench-server"), pattern, "--dir",
                        served.directory().path()});
    CHECK(served.serves_another());
  }
}

TEST("a server does not start over what is no pipe, without a directory, or with wrong arguments") {
  const ScratchDirectory scratch;
  scratch.write_file("wkp", "precious");
  for (const char* pattern : kAllPatterns) {
    CHECK(ended_with(run_server({pattern, "--dir", scratch.path()}), 1));
    CHECK(ended_with(run_server({pattern, "--dir", scratch.path_of("missing")}), 1));
  }
  CHECK_EQUAL(scratch.read_file("wkp"), "precious");
  CHECK(ended_with(run_server({"unheard-of", "--dir", scratch.path()}), 2));
  CHECK(ended_with(run_server({"basic", "--phase-timeout-ms", "soon"}), 2));
  CHECK(ended_with(run_server({}), 2));
}

TEST("after 50 sessions there is no zombie, no child and no descriptor more than before") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    CHECK(served.serves_another());
    // Between two sessions: the pipe is there, and its blocking open may or may not have a
    // descriptor.
    const auto is_idle = [&] {
      return served.directory().contains_fifo("wkp") &&
             child_states(served.process().pid()).empty();
    };
    CHECK(eventually(is_idle));
    for (int session = 0; session < 50; ++session) REQUIRE(served.serves_another());
    CHECK(eventually(is_idle));
    // Three standard streams, the directory, the pipe.
    CHECK(eventually([&] { return count_descriptors(served.process().pid()) <= 5; }));
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("endedWell"), 51);
    CHECK_EQUAL(served.counter("forks"), is_forking(pattern) ? 51 : 0);
  }
}

TEST("a forking server serves clients side by side, each with a subserver of its own") {
  for (const char* pattern : {"forking", "forking-unlink-first"}) {
    ServedDirectory served(pattern);
    std::vector<SeedClient> clients;
    for (int index = 0; index < 10; ++index) {
      clients.push_back(served.make_client());
      // The next one must not open a pipe that is about to go.
      CHECK(clients.back().establish() && clients.back().await_removal());
    }
    for (SeedClient& client : clients) CHECK_EQUAL(client.exchange("mine"), Outcome::kReply);
    CHECK_EQUAL(child_states(served.process().pid()).size(), 10U);
    clients.clear();
    CHECK(eventually([&] { return child_states(served.process().pid()).empty(); }));
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("endedWell"), 10);
  }
}

TEST("a fork that fails refuses the client, and the server goes on") {
  for (const char* pattern : {"forking", "forking-unlink-first"}) {
    ServedDirectory served(pattern, {}, Process::Forking::kDenied);
    for (int attempt = 0; attempt < 3; ++attempt) {
      SeedClient client = served.make_client();
      REQUIRE(client.open_pipe() && client.send_name());
      CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
      CHECK(client.await_broken_pipe());
    }
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.counter("forkFailures"), 3);
    CHECK_EQUAL(served.counter("refused"), 3);
  }
}

TEST("a forking server measures each fork, a basic server has none to measure") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern);
    for (int session = 0; session < 3; ++session) CHECK(served.serves_another());
    CHECK(served.stops_cleanly());
    CHECK_EQUAL(served.count_recorded("forkNs"), is_forking(pattern) ? 3 : 0);
    CHECK_EQUAL(served.count_recorded("forkToChildNs"), is_forking(pattern) ? 3 : 0);
    CHECK(!served.directory().contains("stats.json.new"));
  }
}

}  // namespace fifobench::test
