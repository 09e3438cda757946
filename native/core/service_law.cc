// Reading a law and drawing from it; see service_law.h.
#include "core/service_law.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

namespace fifobench {
namespace {

constexpr Nanoseconds kLongest = 3600 * kSecond;

// The finalizer of splitmix64 (Steele, Lea & Flood 2014).
std::uint64_t scramble(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58'476d'1ce4'e5b9;
  value = (value ^ (value >> 27)) * 0x94d0'49bb'1331'11eb;
  return value ^ (value >> 31);
}

std::uint64_t next(std::uint64_t state, std::uint64_t step) {
  constexpr std::uint64_t kGoldenRatio = 0x9e37'79b9'7f4a'7c15;
  return scramble(state + (step + 1) * kGoldenRatio);
}

// From 0 up to, but not including, 1: a multiple of 2^-53.
double ratio_of(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

bool skip(const char*& text, const char* word) {
  const std::size_t length = std::strlen(word);
  if (std::strncmp(text, word, length) != 0) return false;
  text += length;
  return true;
}

// strto… would also take blanks and signs.
bool starts_number(const char* text) { return *text >= '0' && *text <= '9'; }

bool read_duration(const char*& text, Nanoseconds& duration_ns) {
  constexpr struct {
    const char* name;
    Nanoseconds ns;
  } kUnits[] = {{"ns", 1}, {"us", kMicrosecond}, {"ms", kMillisecond}, {"s", kSecond}};
  if (!starts_number(text)) return false;
  char* end = nullptr;
  const long long number = std::strtoll(text, &end, 10);
  text = end;
  duration_ns = 0;
  for (const auto& unit : kUnits) {
    if (!skip(text, unit.name)) continue;
    duration_ns = number <= kLongest / unit.ns ? number * unit.ns : kLongest + 1;
    return duration_ns <= kLongest;
  }
  return number == 0;
}

bool read_ratio(const char*& text, double& ratio) {
  if (!starts_number(text)) return false;
  char* end = nullptr;
  ratio = std::strtod(text, &end);
  text = end;
  if (skip(text, "%")) ratio /= 100;
  return ratio <= 1;
}

bool read_law(const char* text, ServiceLaw& law) {
  if (skip(text, "bimodal:")) {
    law.kind = ServiceLaw::Kind::kBimodal;
    return read_duration(text, law.usual_ns) && skip(text, ",") &&
           read_duration(text, law.rare_ns) && skip(text, ",") &&
           read_ratio(text, law.rare_ratio) && *text == '\0';
  }
  if (skip(text, "exp:")) law.kind = ServiceLaw::Kind::kExponential;
  return read_duration(text, law.usual_ns) && *text == '\0';
}

}  // namespace

Nanoseconds ServiceLaw::draw(std::uint64_t seed, std::uint64_t session,
                             std::uint64_t operation) const {
  if (kind == Kind::kConstant) return usual_ns;
  const double ratio = ratio_of(next(next(scramble(seed), session), operation));
  if (kind == Kind::kBimodal) return ratio < rare_ratio ? rare_ns : usual_ns;
  return static_cast<Nanoseconds>(-std::log1p(-ratio) * static_cast<double>(usual_ns));
}

bool parse_service_law(const char* text, ServiceLaw& law) {
  ServiceLaw read;
  if (!read_law(text, read)) return false;
  law = read;
  return true;
}

}  // namespace fifobench
