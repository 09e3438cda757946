// How long an operation occupies a server: a law, and draws from it that depend on nothing but a
// seed and the operation's place. So servers that are given the same seed draw the same times, in
// whatever order and in however many processes they serve.
#pragma once

#include <cstdint>

#include "core/clock.h"

namespace fifobench {

struct ServiceLaw {
  enum class Kind { kConstant, kExponential, kBimodal };

  Kind kind = Kind::kConstant;
  Nanoseconds usual_ns = 0;  // the constant, the mean, or what operations take as a rule
  Nanoseconds rare_ns = 0;   // kBimodal: what a share of rare_ratio takes
  double rare_ratio = 0;

  bool takes_time() const { return usual_ns > 0 || (rare_ns > 0 && rare_ratio > 0); }

  // The time of one operation, 0 or more.
  Nanoseconds draw(std::uint64_t seed, std::uint64_t session, std::uint64_t operation) const;
};

// Reads `100us`, `exp:100us` or `bimodal:10us,5ms,1%`; times are whole numbers of ns, us, ms or s
// up to an hour, 0 may stand alone, the share is a percentage or a ratio from 0 to 1. False, and
// `law` as it was, for anything else.
bool parse_service_law(const char* text, ServiceLaw& law);

}  // namespace fifobench
