// The warden: what it reports of a server's life, and what it cleans up after.
#include <unistd.h>

#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include "test/seed_client.h"
#include "test/test.h"
#include "test/warden_run.h"

namespace fifobench::test {
namespace {

std::vector<std::string> builtin(const std::string& pattern) {
  return {find_executable("fifobench-server"), pattern, "--dir", "{dir}", "--stats", "{stats}"};
}

std::vector<std::string> script(const std::string& text) { return {"sh", "-c", text}; }

// One session of a client in the directory of the warden's server.
bool serve_one(const WardenRun& run, const std::string& name) {
  const Fd directory = open_directory(run.server_directory().c_str());
  SeedClient client(directory.get(), "c/" + name);
  return client.establish() && client.exchange("ping") == Outcome::kReply &&
         client.await_removal();
}

}  // namespace

TEST("the warden starts a server, sees it ready, stops it and leaves nothing") {
  WardenRun run(builtin("basic"));
  REQUIRE(run.receives("started"));
  CHECK(run.server_pid() > 0);
  CHECK(count_entries(run.server_directory() + "/c") == 0);
  REQUIRE(run.receives("ready"));
  CHECK(run.number("totalNs") > 0);
  CHECK_EQUAL(run.number("liveChildren"), 0);
  CHECK(serve_one(run, "1"));
  run.command("stop SIGTERM 30000");
  REQUIRE(run.receives("stopped"));
  CHECK(run.says("\"status\":0,\"signal\":null,\"forced\":false,\"wkpRemoved\":true"));
  CHECK(run.says("\"stats\":{\"counters\":{\"established\":1,"));
  CHECK_EQUAL(run.number("zombies"), 0);
  CHECK_EQUAL(run.number("leftoverProcesses"), 0);
  CHECK(run.ends_with(0));
  CHECK(run.left_nothing());
}

TEST("the warden tells what the server has used, and its live children") {
  WardenRun run(builtin("forking"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  const Fd directory = open_directory(run.server_directory().c_str());
  SeedClient client(directory.get(), "c/1");
  REQUIRE(client.establish());
  CHECK_EQUAL(client.exchange("ping"), Outcome::kReply);
  run.command("usage");
  REQUIRE(run.receives("usage"));
  CHECK_EQUAL(run.number("liveChildren"), 1);
  CHECK(run.number("totalNs") > 0);
  CHECK(run.number("minorFaults") > 0);
  CHECK(run.number("voluntarySwitches") > 0);
  run.command("nonsense");
  CHECK(run.receives("error"));
  run.command("stop NOSIGNAL 5");
  CHECK(run.receives("error"));
  run.command("stop SIGTERM 30000");
  REQUIRE(run.receives("stopped"));
  CHECK_EQUAL(run.number("leftoverProcesses"), 0);
  CHECK(run.says("\"interrupted\":1"));
  CHECK(run.ends_with(0));
}

TEST("the warden counts the server's system calls, with those of its children, when told to") {
  const auto calls_of = [](const std::string& text) {
    WardenRun run(script(text), {"--count-system-calls", "--await-nothing"});
    if (!run.receives("started") || !run.receives("ready")) return -2L;
    // The script is at its last read when it has made the file.
    const std::string made = run.server_directory() + "/made";
    for (int look = 0; look < 1'000 && ::access(made.c_str(), F_OK) != 0; ++look) ::usleep(10'000);
    run.command("usage");
    const long count = run.receives("usage") ? run.number("systemCalls") : -2;
    run.command("stop SIGKILL 5000");
    return run.receives("stopped") && run.ends_with(0) ? count : -2;
  };
  const std::string end = ": > made; kill -STOP $$";
  const long alone = calls_of(end);
  if (alone == -1) return;  // not allowed here, and said so
  CHECK(alone > 0);
  // The child alone makes thousands; the parent forks and waits.
  const std::string child = "dd if=/dev/zero of=/dev/null bs=1 count=2000 2> /dev/null; ";
  const long with_child = calls_of(child + end);
  CHECK(with_child - alone >= 4'000);
}

TEST("without being told to, the warden counts no system calls") {
  WardenRun run(builtin("basic"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  CHECK_EQUAL(run.number("systemCalls"), -1);
}

TEST("a paused server does nothing until its time is over, and then goes on") {
  WardenRun run(builtin("basic"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  const Nanoseconds before_ns = now_ns();
  run.command("pause 100");
  // When the pause begins is up to the scheduler; that nobody is served within it is not.
  std::vector<std::pair<Nanoseconds, Nanoseconds>> services;
  for (const char* name : {"1", "2", "3", "4"}) {
    const Nanoseconds begun_ns = now_ns();
    CHECK(serve_one(run, name));
    services.emplace_back(begun_ns, now_ns());
  }
  REQUIRE(run.receives("paused"));
  const Nanoseconds since_ns = run.number("sinceNs");
  const Nanoseconds until_ns = run.number("untilNs");
  CHECK(until_ns - since_ns >= 100 * kMillisecond);
  CHECK(since_ns >= before_ns && until_ns <= now_ns());
  for (const auto& [begun_ns, ended_ns] : services) {
    CHECK(begun_ns <= since_ns || ended_ns >= until_ns);
  }
  CHECK(serve_one(run, "5"));
  run.command("stop SIGTERM 30000");
  CHECK(run.receives("stopped"));
  CHECK(run.says("\"forced\":false"));
}

TEST("a paused server that is to stop goes on first, and ends by itself") {
  WardenRun run(builtin("forking"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  run.command("pause 60000");
  CHECK(eventually([&] { return state_of(run.server_pid()) == 'T'; }));
  run.command("pause 5");
  CHECK(run.receives("error"));
  run.command("stop SIGTERM 30000");
  CHECK(run.receives("paused"));
  REQUIRE(run.receives("stopped"));
  CHECK(run.says("\"status\":0,\"signal\":null,\"forced\":false,\"wkpRemoved\":true"));
  CHECK(run.ends_with(0));
  CHECK(run.left_nothing());
}

TEST("a server that ignores the signal is killed when its grace is over") {
  WardenRun run(script("trap '' TERM; sleep 60 & mkfifo wkp; wait"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  // With mkfifo gone as well.
  REQUIRE(eventually([&] { return child_states(run.server_pid()) == "S"; }));
  run.command("stop SIGTERM 50");
  REQUIRE(run.receives("stopped"));
  CHECK(run.says("\"status\":null,\"signal\":\"SIGKILL\",\"forced\":true,\"wkpRemoved\":false"));
  CHECK_EQUAL(run.number("leftoverProcesses"), 1);  // the sleep, which inherited the deaf ear
  CHECK(run.ends_with(0));
  CHECK(run.left_nothing());
}

TEST("a server that ends before it is ready has not been started, and its last words are told") {
  WardenRun run(script("echo 'no luck \"today\"'; exit 3"));
  REQUIRE(run.receives("started") && run.receives("start-failed"));
  CHECK(run.says("ended with status 3"));
  CHECK(run.says("\"logTail\":\"no luck \\\"today\\\"\\u000a\""));
  CHECK(run.ends_with(1));
  CHECK(run.left_nothing());
}

TEST("a command that cannot be executed is named, with the reason") {
  WardenRun run({"./nonexistent"});
  REQUIRE(run.receives("start-failed"));
  CHECK(run.says("nonexistent: cannot run it: No such file or directory"));
  CHECK(run.ends_with(1));
  CHECK(run.left_nothing());
}

TEST("a server that is not ready in time is killed") {
  WardenRun run({"sleep", "60"}, {"--ready-timeout-ms", "50"});
  REQUIRE(run.receives("started") && run.receives("start-failed"));
  CHECK(run.says("no FIFO named wkp within 50 ms"));
  CHECK(!is_alive(run.server_pid()));
  CHECK(run.ends_with(1));
  CHECK(run.left_nothing());
}

TEST("only a FIFO makes a server ready, under the name that was asked for") {
  WardenRun run(script("mkfifo other; : > mario; read line < other; rm mario; mkfifo mario; "
                       "exec sleep 60"),
                {"--ready-name", "mario"});
  REQUIRE(run.receives("started"));
  // Opening `other` for writing lets the script go on; a ready event before that would be wrong.
  run.command("usage");
  CHECK(run.receives("usage"));
  const Process writer(script("echo > " + run.server_directory() + "/other"));
  CHECK(run.receives("ready"));
  run.command("stop SIGKILL 0");
  CHECK(run.receives("stopped"));
  CHECK(run.says("\"forced\":false"));
}

TEST("a server killed by others is reported with its signal") {
  WardenRun run(builtin("basic"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  ::kill(run.server_pid(), SIGKILL);
  REQUIRE(run.receives("exited"));
  CHECK(run.says("\"status\":null,\"signal\":\"SIGKILL\""));
  run.command("stop SIGTERM 30000");
  REQUIRE(run.receives("stopped"));
  CHECK(run.says("\"wkpRemoved\":false"));
  CHECK(run.ends_with(0));
  CHECK(run.left_nothing());
}

TEST("a stats file that is no JSON object is reported as null") {
  WardenRun run(script("printf '{\"half\":' > ../stats.json; mkfifo wkp; exec sleep 60"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  run.command("stop SIGTERM 30000");
  REQUIRE(run.receives("stopped"));
  CHECK(run.says("\"stats\":null"));
}

TEST("a command line that makes no sense ends the warden with status 2") {
  const std::vector<std::string> lines[] = {
      {}, {"--cpus", "3-1"}, {"--processes", "0"}, {"--open-files", "many"}, {"--unheard-of"}};
  for (const std::vector<std::string>& options : lines) {
    std::vector<std::string> command = {"sh", "-c", "exec \"$@\" 2>/dev/null", "sh",
                                        find_executable("fifobench-warden")};
    command.insert(command.end(), options.begin(), options.end());
    CHECK(ended_with(Process(command).await_end(), 2));
  }
}

}  // namespace fifobench::test
