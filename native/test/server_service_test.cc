// What the built-in servers do when operations take time, and what they carry.
#include <csignal>
#include <ctime>
#include <fstream>
#include <utility>

#include "test/served_directory.h"
#include "test/test.h"

namespace fifobench::test {
namespace {

// The CPU time of a process without its children.
Nanoseconds cpu_ns_of(pid_t pid) {
  clockid_t clock = 0;
  timespec time = {};
  if (::clock_getcpuclockid(pid, &clock) != 0) return -1;
  ::clock_gettime(clock, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}

// A size in KiB from the kernel's account of a process's memory; -1 when it is not told.
long memory_kib(pid_t pid, const std::string& name) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + ":")) return std::atol(line.c_str() + name.size() + 1);
  }
  return -1;
}

// Serves sessions of two operations each and returns all the service time that was drawn.
long drawn_ns(const char* pattern, const char* seed) {
  ServedDirectory served(pattern, {"--service", "exp:20us", "--service-seed", seed});
  for (int session = 0; session < 3; ++session) {
    CHECK(eventually([&] {
      SeedClient client = served.make_client();
      return client.establish() && client.exchange("one") == Outcome::kReply &&
             client.exchange("two") == Outcome::kReply;
    }));
  }
  CHECK(served.stops_cleanly());
  CHECK_EQUAL(served.counter("operations"), 6);
  return served.counter("serviceNs");
}

}  // namespace

TEST("an operation takes its service time, on the CPU or asleep") {
  for (const char* pattern : kAllPatterns) {
    for (const char* kind : {"cpu", "sleep"}) {
      ServedDirectory served(pattern, {"--service", "30ms", "--service-kind", kind});
      SeedClient client = served.make_client();
      REQUIRE(client.establish());
      const pid_t pid = served.process().pid();
      const Nanoseconds cpu_before_ns = cpu_ns_of(pid);
      const Nanoseconds started_ns = now_ns();
      CHECK_EQUAL(client.exchange("work"), Outcome::kReply);
      CHECK(now_ns() - started_ns >= 30 * kMillisecond);
      if (pattern == kAllPatterns[0]) {
        const bool computes = std::string(kind) == "cpu";
        CHECK_EQUAL(cpu_ns_of(pid) - cpu_before_ns >= 30 * kMillisecond, computes);
      }
      client.leave();
      CHECK(served.stops_cleanly());
      CHECK_EQUAL(served.counter("serviceNs"), 30 * kMillisecond);
    }
  }
}

TEST("servers of one seed draw the same service times, those of another seed do not") {
  const long drawn = drawn_ns("basic", "7");
  CHECK(drawn > 0);
  CHECK_EQUAL(drawn_ns("forking", "7"), drawn);
  CHECK_EQUAL(drawn_ns("forking-unlink-first", "7"), drawn);
  CHECK(drawn_ns("basic", "8") != drawn);
}

TEST("with a service time nothing is echoed before the request is complete") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, {"--service", "1us"});
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    const std::string request = SeedClient::request(std::string(300, 'x'));
    CHECK(client.send(request.substr(0, 200)));
    CHECK(client.stays_silent(50 * kMillisecond));
    CHECK(client.send(request.substr(200)));
    CHECK_EQUAL(client.await_bytes(request), Outcome::kReply);
  }
}

TEST("with a service time large requests and requests sent ahead are all echoed, in order") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, {"--service", "1us"});
    SeedClient client = served.make_client();
    REQUIRE(client.establish());
    // More than a pipe holds, so that a reply is still on its way while the next request comes.
    for (const std::size_t size : {1UL << 20, 65'536UL, 0UL, 1UL << 20}) {
      CHECK_EQUAL(client.exchange(std::string(size, 'y')), Outcome::kReply);
    }
    std::string requests;
    for (std::size_t size = 0; size < 40; ++size) {
      requests += SeedClient::request(std::string(size * 30, 'z'));
    }
    CHECK(client.send(requests));
    CHECK_EQUAL(client.await_bytes(requests), Outcome::kReply);
  }
}

TEST("a stop ends an operation that takes long, on the CPU or asleep") {
  for (const char* pattern : kAllPatterns) {
    for (const char* kind : {"cpu", "sleep"}) {
      ServedDirectory served(pattern, {"--service", "600s", "--service-kind", kind});
      SeedClient client = served.make_client();
      REQUIRE(client.establish() && client.send(SeedClient::request("for ever")));
      CHECK(client.stays_silent(20 * kMillisecond));
      served.process().signal(SIGTERM);
      CHECK(ended_with(served.process().await_end(), 0));
      CHECK_EQUAL(client.await_end_of_file(), Outcome::kEndOfFile);
    }
  }
}

TEST("ballast is resident from the start, in small pages") {
  for (const char* pattern : kAllPatterns) {
    ServedDirectory served(pattern, {"--ballast", "33554432"});
    CHECK(served.serves_another());
    const pid_t pid = served.process().pid();
    // Where memory is short, some of it may have been put out again.
    CHECK(memory_kib(pid, "Anonymous") + memory_kib(pid, "Swap") >= 32 * 1024);
    CHECK(memory_kib(pid, "AnonHugePages") <= 0);
    CHECK(served.stops_cleanly());
  }
}

TEST("a server does not start with a service time, a kind or a ballast that is none") {
  for (const auto& [option, value] : {std::pair("--service", "soon"), {"--service-kind", "gpu"},
                                      {"--service-seed", "-1"}, {"--ballast", "1MiB"}}) {
    const std::string line = std::string("exec \"$0\" basic ") + option + ' ' + value + " 2>&-";
    Process server({"sh", "-c", line, find_executable("fifobench-server")});
    CHECK(ended_with(server.await_end(), 2));
  }
}

}  // namespace fifobench::test
