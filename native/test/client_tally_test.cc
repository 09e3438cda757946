// A client's tally: the bars of responses, how far its percentiles may be off, and what it costs.
#include "client/client_tally.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "client/session.h"
#include "test/test.h"

namespace fifobench::test {

TEST("the bars of responses leave no gap and are an eighth of an octave wide") {
  Nanoseconds lowest = Nanoseconds{1} << ResponseBars::kLowestBits;
  for (std::size_t bar = 0; bar < ResponseBars::kCount; ++bar) {
    const Nanoseconds highest = ResponseBars::highest_response_of(bar);
    REQUIRE(ResponseBars::bar_of(lowest) == bar);
    REQUIRE(ResponseBars::bar_of(highest) == bar);
    REQUIRE(8 * (highest - lowest) <= lowest);
    lowest = highest + 1;
  }
  CHECK(lowest > 60 * kSecond);
  CHECK_EQUAL(ResponseBars::bar_of(0), std::size_t{0});
  CHECK_EQUAL(ResponseBars::bar_of(1'000 * kSecond), ResponseBars::kCount - 1);
}

TEST("a client's p99 is never too low and at most 12.5 % too high") {
  std::mt19937_64 random(1);
  for (const double spread : {0.1, 1.0, 3.0}) {
    std::lognormal_distribution<double> responses(std::log(300e3), spread);
    ClientTally tally;
    std::vector<Nanoseconds> values;
    for (int count = 0; count < 5'000; ++count) {
      const double drawn = std::clamp(responses(random), 8'192.0, 60e9);
      values.push_back(static_cast<Nanoseconds>(drawn));
      tally.record(values.back());
    }
    std::sort(values.begin(), values.end());
    const Nanoseconds exact = values[4'949];
    const Nanoseconds read = tally.response_at_ratio(0.99);
    CHECK(read >= exact);
    CHECK(8 * (read - exact) <= exact);
    CHECK(tally.response_at_ratio(1) == values.back());
  }
}

TEST("a client's tally counts and sums exactly, whatever the responses") {
  ClientTally tally;
  CHECK_EQUAL(tally.response_at_ratio(0.99), Nanoseconds{0});
  for (const Nanoseconds response : {-5L, 0L, 1L, 100'000L, 90 * kSecond}) tally.record(response);
  CHECK_EQUAL(tally.established(), std::uint64_t{5});
  CHECK_EQUAL(tally.response_sum_ns(), 100'001 + 90 * kSecond);
  CHECK_EQUAL(tally.response_at_ratio(1), 90 * kSecond);
}

TEST("a client costs at most 4 KiB, with a tally for each of three targets") {
  CHECK(sizeof(Session) + 3 * sizeof(ClientTally) <= 4'096);
}

}  // namespace fifobench::test
