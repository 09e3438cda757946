// A test framework of one screen: tests are claims that register themselves, checks print where
// they failed and what was compared, and a failed check does not end its test.
#pragma once

#include <string>

namespace fifobench::test {

struct Registration {
  Registration(const char* claim, void (*body)());
};

// Runs the tests whose claim contains `filter`; returns how many failed.
int run_tests(const char* filter);

void report_failure(const char* file, int line, const std::string& what);

inline std::string describe(const std::string& value) { return '"' + value + '"'; }
inline std::string describe(const char* value) { return describe(std::string(value)); }
inline std::string describe(bool value) { return value ? "true" : "false"; }
template <typename Number>
std::string describe(Number value) {
  return std::to_string(value);
}

template <typename Left, typename Right>
bool check_equal(const char* file, int line, const char* expression, const Left& left,
                 const Right& right) {
  if (left == right) return true;
  report_failure(file, line,
                 std::string(expression) + ": " + describe(left) + " is not " + describe(right));
  return false;
}

inline bool check_true(const char* file, int line, const char* expression, bool holds) {
  if (!holds) report_failure(file, line, expression);
  return holds;
}

}  // namespace fifobench::test

#define FIFOBENCH_JOIN_(left, right) left##right
#define FIFOBENCH_JOIN(left, right) FIFOBENCH_JOIN_(left, right)

// TEST("does what is claimed") { CHECK(...); }
#define TEST(claim)                                                                   \
  static void FIFOBENCH_JOIN(test_body_, __LINE__)();                                 \
  static const fifobench::test::Registration FIFOBENCH_JOIN(registration_, __LINE__)( \
      claim, FIFOBENCH_JOIN(test_body_, __LINE__));                                   \
  static void FIFOBENCH_JOIN(test_body_, __LINE__)()

// Both are expressions: true when the check holds.
#define CHECK(condition) \
  fifobench::test::check_true(__FILE__, __LINE__, #condition, static_cast<bool>(condition))
#define CHECK_EQUAL(left, right) \
  fifobench::test::check_equal(__FILE__, __LINE__, #left " == " #right, (left), (right))

// Without this there is no point in going on with the test.
#define REQUIRE(condition) \
  if (!CHECK(condition)) return
