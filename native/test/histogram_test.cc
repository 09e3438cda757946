// The histogram: its slots, its error, and its percentiles against a naive reference.
#include "core/histogram.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "test/test.h"

namespace fifobench::test {
namespace {

constexpr double kRatios[] = {0.0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0};

// The smallest value that at least `ratio` of all are not above.
Nanoseconds naive_value_at_ratio(std::vector<Nanoseconds> values, double ratio) {
  std::sort(values.begin(), values.end());
  const double rank = std::ceil(ratio * static_cast<double>(values.size()));
  return values[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1];
}

void check_against_naive(const std::vector<Nanoseconds>& values) {
  Histogram histogram;
  for (const Nanoseconds value : values) histogram.record(value);
  CHECK_EQUAL(histogram.count(), values.size());
  for (const double ratio : kRatios) {
    const Nanoseconds exact = naive_value_at_ratio(values, ratio);
    const Nanoseconds read = histogram.value_at_ratio(ratio);
    // The highest value of the exact one's slot.
    const auto slot = static_cast<int>(Histogram::slot_of(exact));
    CHECK_EQUAL(read, Histogram::highest_value_of(slot));
    CHECK(static_cast<double>(read - exact) <= 0.001 * static_cast<double>(exact));
  }
}

}  // namespace

TEST("every slot's lowest and highest value fall into it, and slots leave no gap") {
  Nanoseconds expected = 0;
  for (int slot = 0; slot < Histogram::kSlotCount; ++slot) {
    const Nanoseconds lowest = Histogram::lowest_value_of(slot);
    const Nanoseconds highest = Histogram::highest_value_of(slot);
    REQUIRE(lowest == expected);
    REQUIRE(highest >= lowest);
    REQUIRE(static_cast<int>(Histogram::slot_of(lowest)) == slot);
    REQUIRE(static_cast<int>(Histogram::slot_of(highest)) == slot);
    expected = highest + 1;
  }
  CHECK(expected > Histogram::kHighestTrackable);
}

TEST("a slot is never wider than a thousandth of its values") {
  for (int slot = 0; slot < Histogram::kSlotCount; ++slot) {
    const Nanoseconds lowest = Histogram::lowest_value_of(slot);
    REQUIRE(Histogram::highest_value_of(slot) - lowest <= lowest / 1000);
  }
}

TEST("percentiles agree with the sorted values, for uniform, log-uniform and few values") {
  std::mt19937_64 generator(20240229);
  for (const std::size_t count : {1UL, 2UL, 3UL, 10UL, 1000UL, 20000UL}) {
    std::uniform_int_distribution<Nanoseconds> uniform(0, 5 * kMillisecond);
    std::uniform_real_distribution<double> exponent(0.0, std::log(6e10));
    std::vector<Nanoseconds> flat(count);
    std::vector<Nanoseconds> skewed(count);
    for (Nanoseconds& value : flat) value = uniform(generator);
    for (Nanoseconds& value : skewed) {
      value = static_cast<Nanoseconds>(std::exp(exponent(generator)));
    }
    check_against_naive(flat);
    check_against_naive(skewed);
  }
}

TEST("a constant is read back at every percentile") {
  check_against_naive(std::vector<Nanoseconds>(100, 46'123));
}

TEST("an empty histogram reads 0") {
  const Histogram histogram;
  for (const double ratio : kRatios) CHECK_EQUAL(histogram.value_at_ratio(ratio), 0);
  CHECK_EQUAL(histogram.count(), 0U);
}

TEST("a value above the range is counted as overflow and nowhere else") {
  Histogram histogram;
  histogram.record(Histogram::kHighestTrackable);
  histogram.record(Histogram::kHighestTrackable + 1);
  CHECK_EQUAL(histogram.count(), 1U);
  CHECK_EQUAL(histogram.overflow_count(), 1U);
}

TEST("a negative value counts as 0") {
  Histogram histogram;
  histogram.record(-5);
  CHECK_EQUAL(histogram.count_at(0), 1U);
}

TEST("a cleared histogram is as new") {
  Histogram histogram;
  histogram.record(7);
  histogram.record(Histogram::kHighestTrackable + 1);
  histogram.clear();
  CHECK_EQUAL(histogram.count() + histogram.overflow_count() + histogram.count_at(7), 0U);
}

}  // namespace fifobench::test
