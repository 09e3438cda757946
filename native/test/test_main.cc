// Runs the native tests: fifobench-native-test [PART-OF-A-CLAIM]. The last line counts them; the
// exit status is 1 when one failed.
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include "test/process.h"
#include "test/test.h"

namespace fifobench::test {
namespace {

struct Test {
  const char* claim;
  void (*body)();
};

// Inside a function, so that it exists before the first registration.
std::vector<Test>& all_tests() {
  static std::vector<Test> tests;
  return tests;
}

int failure_count = 0;

// All that a test started has ended with it: what lost its parent has come to this process.
void check_nothing_left() {
  const bool nothing_left = eventually([] {
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    return errno == ECHILD;
  });
  if (!nothing_left) report_failure(__FILE__, __LINE__, "the test left a process running");
}

}  // namespace

Registration::Registration(const char* claim, void (*body)()) {
  all_tests().push_back({claim, body});
}

void report_failure(const char* file, int line, const std::string& what) {
  ++failure_count;
  std::printf("    %s:%d: %s\n", file, line, what.c_str());
}

int run_tests(const char* filter) {
  int passed = 0;
  int failed = 0;
  for (const Test& test : all_tests()) {
    if (std::strstr(test.claim, filter) == nullptr) continue;
    failure_count = 0;
    test.body();
    check_nothing_left();
    ++(failure_count == 0 ? passed : failed);
    std::printf("%s %s\n", failure_count == 0 ? "ok  " : "FAIL", test.claim);
    std::fflush(stdout);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed;
}

}  // namespace fifobench::test

int main(int argument_count, char** arguments) {
  // Every wait has a deadline; this is for the wait that was forgotten.
  ::alarm(300);
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  return fifobench::test::run_tests(argument_count > 1 ? arguments[1] : "") == 0 ? 0 : 1;
}
