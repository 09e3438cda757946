// The warden and names outside of its run directory: pipes that are left over, pipes that are in
// use, and private FIFOs that clients leave behind.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "core/fd.h"
#include "core/fifo.h"
#include "test/scratch_directory.h"
#include "test/test.h"
#include "test/warden_run.h"

namespace fifobench::test {
namespace {

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

// A server that makes this pipe, and ends where that is not possible.
std::vector<std::string> server_of(const std::string& pipe) {
  return {"sh", "-c", "mkfifo " + pipe + " && exec sleep 60"};
}

std::vector<std::string> named(const std::string& pipe) { return {"--ready-name", pipe}; }

}  // namespace

TEST("an absolute pipe that nobody uses is removed before the start, and at the end") {
  const ScratchDirectory place;
  const std::string pipe = place.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  WardenRun run(server_of(pipe), named(pipe));
  CHECK(run.receives("started"));
  CHECK(run.receives("ready"));
  run.command("stop SIGTERM 30000");
  CHECK(run.receives("stopped"));
  CHECK(run.ends_with(0));
  CHECK(!exists(pipe));
}

TEST("an absolute pipe that somebody has open is left alone, and named with its user") {
  const ScratchDirectory place;
  const std::string pipe = place.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const Fd user(::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  WardenRun run(server_of(pipe), named(pipe));
  REQUIRE(run.receives("start-failed"));
  CHECK(run.says("is in use by process " + std::to_string(::getpid())));
  CHECK(run.ends_with(1));
  CHECK(exists(pipe));
}

TEST("an absolute pipe that a process waits to open is left alone") {
  const ScratchDirectory place;
  const std::string pipe = place.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  // The first warden's server waits in an open of the pipe that the second wants.
  const std::string other = place.path() + "/other";
  WardenRun first({"sh", "-c", "mkfifo " + other + "; read line < " + pipe}, named(other));
  REQUIRE(first.receives("started") && first.receives("ready"));
  // Until it waits, nobody uses the pipe. It does once it sleeps and not for its mkfifo.
  REQUIRE(eventually([&] {
    return child_states(first.server_pid()).empty() && state_of(first.server_pid()) == 'S';
  }));
  WardenRun second(server_of(pipe), named(pipe));
  CHECK(second.receives("start-failed"));
  CHECK(second.says("is in use by process"));
  CHECK(exists(pipe));
  first.command("stop SIGTERM 30000");
  CHECK(first.receives("stopped"));
}

TEST("what is no FIFO is never removed") {
  const ScratchDirectory place;
  const std::string file = place.path() + "/pipe";
  const Fd made(::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  WardenRun run(server_of(file), named(file));
  REQUIRE(run.receives("start-failed"));
  CHECK(run.says("is there already and is no FIFO"));
  CHECK(run.ends_with(1));
  CHECK(exists(file));
}

TEST("private FIFOs that were made since the start are removed by their pattern or name") {
  const ScratchDirectory place;
  const std::string client = place.path() + "/client.";
  REQUIRE(::mkfifo((client + "100001").c_str(), 0600) == 0);
  ::usleep(20'000);  // file times move in steps of some milliseconds
  WardenRun run({"sleep", "60"}, {"--await-nothing", "--private-fifos", client + "{id}.up",
                                  "--private-fifos", client + "100003"});
  REQUIRE(run.receives("started") && run.receives("ready"));
  REQUIRE(::mkfifo((client + "100002.up").c_str(), 0600) == 0);
  REQUIRE(::mkfifo((client + "100003").c_str(), 0600) == 0);
  REQUIRE(::mkfifo((client + "mine.up").c_str(), 0600) == 0);
  run.command("stop SIGTERM 30000");
  CHECK(run.receives("stopped"));
  CHECK(run.ends_with(0));
  CHECK(!exists(client + "100002.up"));
  CHECK(!exists(client + "100003"));
  CHECK(exists(client + "mine.up"));
  CHECK(exists(client + "100001"));
}

TEST("a server can run in a directory that is there already, and that stays") {
  const ScratchDirectory place;
  WardenRun run(server_of("wkp"), {"--server-dir", place.path()});
  REQUIRE(run.receives("started"));
  CHECK_EQUAL(run.server_directory(), place.path());
  CHECK(run.receives("ready"));
  run.command("stop SIGTERM 30000");
  CHECK(run.receives("stopped"));
  CHECK(run.ends_with(0));
  CHECK_EQUAL(count_entries(place.path()), 0);
}

TEST("descriptors that a server keeps are counted") {
  WardenRun run({"sh", "-c", "mkfifo go wkp; : < go; exec 5<>wkp 6<>wkp; read line <&5"});
  REQUIRE(run.receives("started") && run.receives("ready"));
  const long before = run.number("openFiles");
  CHECK(before >= 3);
  const Fd directory = open_directory(run.server_directory().c_str());
  CHECK(eventually([&] { return Fd(open_write_end(directory.get(), "go")).valid(); }));
  CHECK(eventually([&] {
    run.command("usage");
    return run.receives("usage") && run.number("openFiles") >= before + 2;
  }));
  run.command("stop SIGTERM 30000");
  REQUIRE(run.receives("stopped"));
  CHECK(run.number("openFiles") >= before + 2);
}

}  // namespace fifobench::test
