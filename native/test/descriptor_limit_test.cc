// The limit of open files, in a process of its own, since it belongs to the whole process.
#include "core/descriptor_limit.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test/test.h"

namespace fifobench::test {

TEST("the limit of open files is raised as far as allowed, and never lowered") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const rlimit low = {64, limit.rlim_max};
    bool good = ::setrlimit(RLIMIT_NOFILE, &low) == 0;
    good = good && raise_descriptor_limit(32) == 64;
    good = good && raise_descriptor_limit(100) == 100;
    ::getrlimit(RLIMIT_NOFILE, &limit);
    good = good && limit.rlim_cur == 100;
    // Beyond the hard limit it takes a privilege that this process may or may not have.
    good = good && raise_descriptor_limit(limit.rlim_max + 1) >= limit.rlim_max;
    ::_exit(good ? 0 : 1);
  }
  int status = 0;
  CHECK(::waitpid(child, &status, 0) == child);
  CHECK_EQUAL(status, 0);
}

}  // namespace fifobench::test
