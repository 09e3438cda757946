// Counted system calls, where the kernel lets us count: as many as were made, and not one more.
#include "core/system_call_counter.h"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/test.h"

namespace fifobench::test {
namespace {

constexpr int kCallCount = 1'000;

void make_calls(int call_count) {
  for (int call = 0; call < call_count; ++call) ::syscall(SYS_getppid);
}

}  // namespace

TEST("a counter of a thread counts each of its system calls, and those of no other") {
  int go[2];
  REQUIRE(::pipe(go) == 0);
  const Fd go_read_end(go[0]);
  Fd go_write_end(go[1]);
  const pid_t child = ::fork();
  if (child == 0) {
    go_write_end.reset();
    char nothing = 0;
    [[maybe_unused]] const ssize_t size = ::read(go_read_end.get(), &nothing, 1);
    make_calls(kCallCount);
    ::_exit(0);
  }
  const SystemCallCounter counter = SystemCallCounter::of_this_thread();
  const std::int64_t before = counter.count();
  go_write_end.reset();
  ::waitpid(child, nullptr, 0);
  if (before < 0) return;  // not allowed here, and said so
  make_calls(kCallCount);
  // The close, the wait, and the read that looks.
  CHECK_EQUAL(counter.count() - before, kCallCount + 3);
}

TEST("a counter that was not opened says that it counts nothing") {
  CHECK_EQUAL(SystemCallCounter().count(), -1);
}

}  // namespace fifobench::test
