// The grid of times and responses: where things are counted, what becomes of it when a block
// outlasts its columns, and that nothing is ever lost.
#include "client/time_grid.h"

#include <cmath>
#include <random>
#include <vector>

#include "test/test.h"

namespace fifobench::test {
namespace {

constexpr Nanoseconds kNarrowestNs = Nanoseconds{1} << TimeGrid::kNarrowestBits;
constexpr auto kColumns = static_cast<Nanoseconds>(TimeGrid::kColumnCount);

std::uint64_t established_in(const TimeGrid& grid, std::size_t column) {
  std::uint64_t sum = 0;
  for (std::size_t bar = 0; bar < TimeGrid::kBarCount; ++bar) {
    sum += grid.established_at(column, bar);
  }
  return sum;
}

std::uint64_t established_in(const TimeGrid& grid) {
  std::uint64_t sum = 0;
  for (std::size_t column = 0; column < grid.column_count(); ++column) {
    sum += established_in(grid, column);
  }
  return sum;
}

std::uint64_t failed_in(const TimeGrid& grid) {
  std::uint64_t sum = 0;
  for (std::size_t column = 0; column < grid.column_count(); ++column) {
    sum += grid.failed_at(column);
  }
  return sum;
}

}  // namespace

TEST("a grid counts a handshake in the column of its time and the bar of its response") {
  TimeGrid grid(0);
  grid.record(0, 50'000);
  grid.record(kNarrowestNs - 1, 50'000);
  grid.record(kNarrowestNs, 50 * kMillisecond);
  grid.count_failure(2 * kNarrowestNs);
  grid.reach(2 * kNarrowestNs);
  CHECK_EQUAL(grid.column_ns(), kNarrowestNs);
  CHECK_EQUAL(grid.column_count(), std::size_t{3});
  CHECK_EQUAL(grid.established_at(0, ResponseBars::bar_of(50'000)), 2u);
  CHECK_EQUAL(grid.established_at(1, ResponseBars::bar_of(50 * kMillisecond)), 1u);
  CHECK_EQUAL(grid.failed_at(2), 1u);
  CHECK_EQUAL(established_in(grid), std::uint64_t{3});
  CHECK_EQUAL(failed_in(grid), std::uint64_t{1});
}

TEST("a grid without an event reaches as far as its recording did") {
  TimeGrid grid(0);
  CHECK_EQUAL(grid.column_count(), std::size_t{0});
  grid.reach(0);
  CHECK_EQUAL(grid.column_count(), std::size_t{1});
  grid.reach(kNarrowestNs - 1);
  CHECK_EQUAL(grid.column_count(), std::size_t{1});
  grid.reach(kNarrowestNs);
  CHECK_EQUAL(grid.column_count(), std::size_t{2});
  grid.reach(0);
  CHECK_EQUAL(grid.span_ns(), kNarrowestNs + 1);
}

TEST("the last column of a full grid is used before its columns are merged in pairs") {
  TimeGrid grid(0);
  for (Nanoseconds column = 0; column < kColumns; ++column) {
    for (Nanoseconds count = 0; count <= column % 3; ++count) {
      grid.record(column * kNarrowestNs, 50'000);
    }
    grid.count_failure(column * kNarrowestNs);
  }
  grid.reach(kColumns * kNarrowestNs - 1);
  REQUIRE(grid.column_ns() == kNarrowestNs);
  REQUIRE(grid.column_count() == TimeGrid::kColumnCount);
  const std::size_t bar = ResponseBars::bar_of(50'000);
  std::vector<std::uint32_t> before;
  for (std::size_t column = 0; column < TimeGrid::kColumnCount; ++column) {
    before.push_back(grid.established_at(column, bar));
  }
  grid.record(kColumns * kNarrowestNs, 50'000);
  grid.reach(kColumns * kNarrowestNs);
  CHECK_EQUAL(grid.column_ns(), 2 * kNarrowestNs);
  CHECK_EQUAL(grid.column_count(), TimeGrid::kColumnCount / 2 + 1);
  for (std::size_t column = 0; column < TimeGrid::kColumnCount / 2; ++column) {
    REQUIRE(grid.established_at(column, bar) == before[2 * column] + before[2 * column + 1]);
    REQUIRE(grid.failed_at(column) == 2);
  }
  CHECK_EQUAL(grid.established_at(TimeGrid::kColumnCount / 2, bar), 1u);
  CHECK_EQUAL(grid.failed_at(TimeGrid::kColumnCount / 2), 0u);
}

TEST("a grid that was widened on the way equals one that was wide from the start") {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> responses(std::log(300e3), 2);
  TimeGrid grown(0);
  TimeGrid wide(600 * kSecond);
  const Nanoseconds wide_ns = wide.column_ns();
  Nanoseconds elapsed = 0;
  std::uint64_t count = 0;
  while (elapsed < 590 * kSecond) {
    const auto response = static_cast<Nanoseconds>(responses(random));
    for (TimeGrid* each : {&grown, &wide}) {
      each->record(elapsed, response);
      if (count % 10 == 0) each->count_failure(elapsed);
      each->reach(elapsed);
    }
    ++count;
    elapsed += 1 + static_cast<Nanoseconds>(random() % (20 * kMillisecond));
  }
  REQUIRE(grown.column_ns() == wide_ns);
  REQUIRE(grown.column_count() == wide.column_count());
  for (std::size_t column = 0; column < TimeGrid::kColumnCount; ++column) {
    REQUIRE(grown.failed_at(column) == wide.failed_at(column));
    for (std::size_t bar = 0; bar < TimeGrid::kBarCount; ++bar) {
      REQUIRE(grown.established_at(column, bar) == wide.established_at(column, bar));
    }
  }
  CHECK_EQUAL(established_in(grown), count);
  CHECK_EQUAL(failed_in(grown), (count + 9) / 10);
}

TEST("a grid for a known length is no wider than that takes, and is not merged within it") {
  for (const Nanoseconds expected : {Nanoseconds{0}, kMillisecond, kSecond, 10 * kSecond,
                                     600 * kSecond}) {
    TimeGrid grid(expected);
    const Nanoseconds before = grid.column_ns();
    grid.record(expected, 50'000);
    grid.reach(expected);
    CHECK_EQUAL(grid.column_ns(), before);
    CHECK(before == kNarrowestNs || before * kColumns / 2 <= expected);
  }
}

TEST("a grid keeps what lies outside every bar and every time") {
  TimeGrid grid(0);
  grid.record(-5, -5);
  grid.record(0, 1'000 * kSecond);
  grid.record(100'000 * kSecond, 0);
  grid.count_failure(-1);
  grid.reach(100'000 * kSecond);
  CHECK_EQUAL(established_in(grid), std::uint64_t{3});
  CHECK_EQUAL(grid.established_at(0, 0), 1u);
  CHECK_EQUAL(grid.established_at(0, TimeGrid::kBarCount - 1), 1u);
  CHECK_EQUAL(failed_in(grid), std::uint64_t{1});
}

}  // namespace fifobench::test
