// Parsing the command line; see arguments.h.
#include "servers/arguments.h"

#include <getopt.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace fifobench {
namespace {

constexpr char kUsage[] =
    "usage: fifobench-server PATTERN --dir DIR [--stats FILE] [--phase-timeout-ms N]\n"
    "                        [--idle-timeout-ms N] [--service LAW] [--service-kind cpu|sleep]\n"
    "                        [--service-seed N] [--ballast BYTES] | --list\n"
    "for self-tests:         [--ack-delay-ns N] [--refuse-every N] [--empty-calls N]\n";

constexpr option kOptions[] = {{"dir", required_argument, nullptr, 'd'},
                               {"stats", required_argument, nullptr, 's'},
                               {"phase-timeout-ms", required_argument, nullptr, 'p'},
                               {"idle-timeout-ms", required_argument, nullptr, 'i'},
                               {"service", required_argument, nullptr, 'v'},
                               {"service-kind", required_argument, nullptr, 'k'},
                               {"service-seed", required_argument, nullptr, 'r'},
                               {"ballast", required_argument, nullptr, 'b'},
                               {"ack-delay-ns", required_argument, nullptr, 'a'},
                               {"refuse-every", required_argument, nullptr, 'n'},
                               {"empty-calls", required_argument, nullptr, 'e'},
                               {"list", no_argument, nullptr, 'l'},
                               {nullptr, 0, nullptr, 0}};

bool parse_positive(const char* text, long highest, const char* what, long& number) {
  char* end = nullptr;
  number = std::strtol(text, &end, 10);
  if (end != text && *end == '\0' && number >= 1 && number <= highest) return true;
  std::fprintf(stderr, "fifobench-server: '%s' is not 1 to %ld %s\n", text, highest, what);
  return false;
}

bool parse_milliseconds(const char* text, Nanoseconds& duration_ns) {
  constexpr long kDayMs = 24L * 60 * 60 * 1000;
  long milliseconds = 0;
  if (!parse_positive(text, kDayMs, "milliseconds", milliseconds)) return false;
  duration_ns = milliseconds * kMillisecond;
  return true;
}

bool parse_service(const char* text, ServiceLaw& law) {
  if (parse_service_law(text, law)) return true;
  std::fprintf(stderr,
               "fifobench-server: '%s' is not like 100us, exp:100us or bimodal:10us,5ms,1%%\n",
               text);
  return false;
}

bool parse_service_kind(const char* text, ServiceKind& kind) {
  const bool sleeps = std::strcmp(text, "sleep") == 0;
  if (!sleeps && std::strcmp(text, "cpu") != 0) {
    std::fprintf(stderr, "fifobench-server: '%s' is neither cpu nor sleep\n", text);
    return false;
  }
  kind = sleeps ? ServiceKind::kSleep : ServiceKind::kCpu;
  return true;
}

bool parse_number(const char* text, std::size_t& number) {
  char* end = nullptr;
  const bool starts_well = *text >= '0' && *text <= '9';
  errno = 0;
  number = std::strtoull(text, &end, 10);
  if (starts_well && *end == '\0' && errno == 0) return true;
  std::fprintf(stderr, "fifobench-server: '%s' is not a whole number\n", text);
  return false;
}

bool parse_ack_delay(const char* text, KnownBehaviour& behaviour) {
  constexpr long kMinuteNs = 60L * kSecond;
  return parse_positive(text, kMinuteNs, "nanoseconds", behaviour.ack_delay_ns);
}

bool parse_refusals(const char* text, KnownBehaviour& behaviour) {
  constexpr long kClientCountMax = 1'000'000'000;
  long every = 0;
  if (!parse_positive(text, kClientCountMax, "clients", every)) return false;
  behaviour.refuse_every = static_cast<std::uint64_t>(every);
  return true;
}

bool parse_empty_calls(const char* text, KnownBehaviour& behaviour) {
  long calls = 0;
  if (!parse_positive(text, 1'000, "calls", calls)) return false;
  behaviour.empty_calls = static_cast<std::uint64_t>(calls);
  return true;
}

bool find_pattern(const char* name, const Pattern*& found) {
  for (const Pattern& pattern : kPatterns) {
    if (std::strcmp(pattern.name, name) == 0) found = &pattern;
  }
  if (found == nullptr) {
    std::fprintf(stderr, "fifobench-server: no pattern '%s'; --list shows all\n", name);
  }
  return found != nullptr;
}

}  // namespace

bool parse_arguments(int argument_count, char** arguments, Arguments& parsed) {
  bool list = false;
  int choice = 0;
  while ((choice = ::getopt_long(argument_count, arguments, "", kOptions, nullptr)) != -1) {
    switch (choice) {
      case 'd': parsed.directory = optarg; break;
      case 's': parsed.statistics_path = optarg; break;
      case 'l': list = true; break;
      case 'p':
        if (!parse_milliseconds(optarg, parsed.phase_timeout_ns)) return false;
        break;
      case 'i':
        if (!parse_milliseconds(optarg, parsed.idle_timeout_ns)) return false;
        break;
      case 'v':
        if (!parse_service(optarg, parsed.service.law)) return false;
        break;
      case 'k':
        if (!parse_service_kind(optarg, parsed.service.kind)) return false;
        break;
      case 'r':
        if (!parse_number(optarg, parsed.service.seed)) return false;
        break;
      case 'b':
        if (!parse_number(optarg, parsed.ballast_bytes)) return false;
        break;
      case 'a':
        if (!parse_ack_delay(optarg, parsed.behaviour)) return false;
        break;
      case 'n':
        if (!parse_refusals(optarg, parsed.behaviour)) return false;
        break;
      case 'e':
        if (!parse_empty_calls(optarg, parsed.behaviour)) return false;
        break;
      default: std::fputs(kUsage, stderr); return false;
    }
  }
  if (list) return true;
  if (optind != argument_count - 1) {
    std::fputs(kUsage, stderr);
    return false;
  }
  return find_pattern(arguments[optind], parsed.pattern);
}

}  // namespace fifobench
