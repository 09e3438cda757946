// Laws of service time: how they are written, and what they draw.
#include "core/service_law.h"

#include <cmath>

#include "test/test.h"

namespace fifobench::test {
namespace {

constexpr int kDrawCount = 100'000;

ServiceLaw law_of(const char* text) {
  ServiceLaw law;
  CHECK(parse_service_law(text, law));
  return law;
}

}  // namespace

TEST("a service law is a constant, an exponential law or one of two values") {
  const ServiceLaw none = law_of("0");
  CHECK(!none.takes_time());
  CHECK_EQUAL(law_of("100us").usual_ns, 100 * kMicrosecond);
  CHECK_EQUAL(law_of("7ns").usual_ns, 7);
  CHECK_EQUAL(law_of("1s").usual_ns, kSecond);
  const ServiceLaw exponential = law_of("exp:2ms");
  CHECK(exponential.kind == ServiceLaw::Kind::kExponential);
  CHECK_EQUAL(exponential.usual_ns, 2 * kMillisecond);
  const ServiceLaw bimodal = law_of("bimodal:10us,5ms,1%");
  CHECK(bimodal.kind == ServiceLaw::Kind::kBimodal && bimodal.takes_time());
  CHECK_EQUAL(bimodal.usual_ns, 10 * kMicrosecond);
  CHECK_EQUAL(bimodal.rare_ns, 5 * kMillisecond);
  CHECK_EQUAL(bimodal.rare_ratio, 0.01);
  CHECK_EQUAL(law_of("bimodal:0,5ms,0.25").rare_ratio, 0.25);
}

TEST("what is no service law is refused and changes nothing") {
  for (const char* text :
       {"", "100", "us", "-1us", "1us ", "exp", "exp:", "exp:-1us", "bimodal:1us,2us",
        "bimodal:1us,2us,101%", "bimodal:1us,2us,1%,", "bimodal:1us,2us,-1%", "2h", "3601s",
        "99999999999999999999s", "1.5us", "exp:exp:1us"}) {
    ServiceLaw law;
    law.usual_ns = 42;
    CHECK_EQUAL(parse_service_law(text, law) ? text : "refused", std::string("refused"));
    CHECK_EQUAL(law.usual_ns, 42);
  }
}

TEST("a draw depends on seed, session and operation, and on nothing else") {
  const ServiceLaw law = law_of("exp:1ms");
  CHECK_EQUAL(law.draw(1, 2, 3), law.draw(1, 2, 3));
  CHECK(law.draw(1, 2, 3) != law.draw(2, 2, 3));
  CHECK(law.draw(1, 2, 3) != law.draw(1, 3, 3));
  CHECK(law.draw(1, 2, 3) != law.draw(1, 2, 4));
  CHECK(law.draw(1, 2, 3) != law.draw(1, 3, 2));
  CHECK_EQUAL(law_of("5us").draw(1, 2, 3), 5 * kMicrosecond);
}

TEST("the first operations of many sessions follow the law as those of one session do") {
  const ServiceLaw exponential = law_of("exp:1ms");
  const ServiceLaw bimodal = law_of("bimodal:1us,1ms,1%");
  for (const bool is_one_session : {true, false}) {
    double sum_ns = 0;
    int above_mean_count = 0;
    int rare_count = 0;
    for (int index = 0; index < kDrawCount; ++index) {
      const std::uint64_t session = is_one_session ? 1 : static_cast<std::uint64_t>(index);
      const std::uint64_t operation = is_one_session ? static_cast<std::uint64_t>(index) : 0;
      const Nanoseconds drawn_ns = exponential.draw(9, session, operation);
      sum_ns += static_cast<double>(drawn_ns);
      above_mean_count += drawn_ns > kMillisecond ? 1 : 0;
      rare_count += bimodal.draw(9, session, operation) == kMillisecond ? 1 : 0;
    }
    // Four standard errors: of a mean of 1 ms, of a share of 1/e, of a share of 1 %.
    CHECK(std::abs(sum_ns / kDrawCount - 1e6) < 4e6 / std::sqrt(kDrawCount));
    CHECK(std::abs(above_mean_count - kDrawCount / std::exp(1.0)) < 4 * 0.483 * 316);
    CHECK(std::abs(rare_count - kDrawCount / 100) < 4 * 0.0995 * 316);
  }
}

}  // namespace fifobench::test
