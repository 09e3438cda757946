// The warden against what must not be left behind: processes that multiply, hide or are forgotten,
// and files. Every bomb here is small, and its limit smaller.
#include <csignal>
#include <fstream>
#include <string>

#include "core/fd.h"
#include "core/fifo.h"
#include "test/test.h"
#include "test/warden_run.h"

namespace fifobench::test {
namespace {

std::vector<std::string> script(const std::string& text) { return {"sh", "-c", text}; }

// The number that the script wrote to a file of its directory.
pid_t read_pid(const WardenRun& run, const std::string& name) {
  pid_t pid = 0;
  eventually([&] {
    std::ifstream file(run.server_directory() + "/" + name);
    file >> pid;
    return pid > 0;
  });
  return pid;
}

// Whether the script has come to its last command, by which time all before it have ended.
bool has_become(const WardenRun& run, const std::string& program) {
  return eventually([&] { return program_of(run.server_pid()) == program; });
}

}  // namespace

TEST("a server that makes more processes than the limit is ended, with all of them") {
  WardenRun run(script("mkfifo wkp; i=0; "
                       "while [ $i -lt 200 ]; do sleep 60 & i=$((i+1)); done; wait"),
                {"--processes", "30"});
  REQUIRE(run.receives("started") && run.receives("ready"));
  REQUIRE(run.receives("exited"));
  CHECK(run.says("\"cause\":\"process limit\""));
  run.command("stop SIGTERM 30000");
  REQUIRE(run.receives("stopped"));
  CHECK_EQUAL(run.number("leftoverProcesses"), 0);
  CHECK(run.ends_with(0));
  CHECK(run.left_nothing());
}

TEST("a server below the limit is left alone") {
  WardenRun run(script("for i in 1 2 3 4 5; do sleep 60 & done; mkfifo wkp; wait"),
                {"--processes", "30"});
  REQUIRE(run.receives("started") && run.receives("ready"));
  // Several looks of the watchdog, 50 ms each.
  for (int look = 0; look < 4; ++look) {
    CHECK(Process({"sleep", "0.06"}).await_end().has_value());
  }
  CHECK(eventually([&] { return child_states(run.server_pid()) == "SSSSS"; }));
  run.command("usage");
  CHECK(run.receives("usage"));
  CHECK_EQUAL(run.number("liveChildren"), 5);
}

TEST("a process that left the server's session and lost its parent is found and killed") {
  WardenRun run(script("(setsid sh -c 'echo $$ > hidden; exec sleep 60' &) ; mkfifo wkp; "
                       "exec sleep 60"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  const pid_t hidden = read_pid(run, "hidden");
  CHECK(is_alive(hidden));
  CHECK(has_become(run, "sleep"));
  run.command("stop SIGTERM 500");
  REQUIRE(run.receives("stopped"));
  CHECK_EQUAL(run.number("leftoverProcesses"), 1);
  CHECK(!is_alive(hidden));
  CHECK(run.ends_with(0));
}

TEST("children that the server never reaped are counted as zombies") {
  // exec replaces the shell before its children end, so nobody waits for them.
  WardenRun run(script("mkfifo hold; for i in 1 2 3; do read line < hold & done; "
                       "mkfifo wkp; exec sleep 60"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  REQUIRE(has_become(run, "sleep"));
  const Fd directory = open_directory(run.server_directory().c_str());
  // A writer that comes and leaves lets those go on who wait to read; others may come to it later.
  CHECK(eventually([&] {
    const Fd writer(open_write_end(directory.get(), "hold"));
    return child_states(run.server_pid()) == "ZZZ";
  }));
  run.command("usage");
  CHECK(run.receives("usage"));
  CHECK_EQUAL(run.number("zombies"), 3);
  run.command("stop SIGTERM 30000");
  REQUIRE(run.receives("stopped"));
  CHECK_EQUAL(run.number("zombies"), 3);
  CHECK_EQUAL(run.number("leftoverProcesses"), 0);
}

TEST("the end of its input makes the warden stop the server and remove everything") {
  WardenRun run(script("mkfifo wkp; sleep 60 & wait"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  const pid_t server = run.server_pid();
  run.process().end_input();
  CHECK(run.receives("stopped"));
  CHECK(run.ends_with(0));
  CHECK(!is_alive(server));
  CHECK(run.left_nothing());
}

TEST("a signal makes the warden stop the server and remove everything") {
  for (const int signal : {SIGTERM, SIGHUP, SIGINT}) {
    WardenRun run(script("mkfifo wkp; exec sleep 60"));
    REQUIRE(run.receives("started") && run.receives("ready"));
    run.process().signal(signal);
    CHECK(run.receives("stopped"));
    CHECK(run.ends_with(0));
    CHECK(!is_alive(run.server_pid()));
    CHECK(run.left_nothing());
  }
}

TEST("a killed warden takes the server along") {
  WardenRun run(script("mkfifo wkp; exec sleep 60"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  run.process().signal(SIGKILL);
  CHECK(run.process().await_end().has_value());
  CHECK(eventually([&] { return !is_alive(run.server_pid()); }));
}

TEST("whatever the server left in its directory is removed, and nothing that links lead to") {
  const ScratchDirectory outside;
  outside.write_file("precious", "kept");
  outside.make_directory("folder");
  outside.write_file("folder/precious", "kept");
  WardenRun run(script("mkdir -p a/b/c; : > a/b/c/file; mkfifo a/pipe; chmod 500 a/b; ln -s " +
                       outside.path_of("precious") + " a/link; ln -s " +
                       outside.path_of("folder") + " a/folder; mkfifo wkp; exec sleep 60"));
  REQUIRE(run.receives("started") && run.receives("ready"));
  run.command("stop SIGTERM 30000");
  CHECK(run.receives("stopped"));
  CHECK(run.ends_with(0));
  CHECK(run.left_nothing());
  CHECK_EQUAL(outside.read_file("precious"), "kept");
  CHECK_EQUAL(outside.read_file("folder/precious"), "kept");
}

}  // namespace fifobench::test
