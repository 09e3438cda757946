// Parsing the command line; see arguments.h.
#include "warden/arguments.h"

#include <getopt.h>

#include <cstdio>
#include <cstdlib>

namespace fifobench {
namespace {

constexpr char kUsage[] =
    "usage: fifobench-warden --parent-dir DIR [--cpus 0,2-3] [--open-files N] [--processes N]\n"
    "                        [--ready-name wkp] [--ready-timeout-ms 5000] [--await-nothing]\n"
    "                        [--server-dir DIR] [--private-fifos '/tmp/x.{id}']\n"
    "                        [--count-system-calls] -- COMMAND...\n";

constexpr option kOptions[] = {{"await-nothing", no_argument, nullptr, 'a'},
                               {"server-dir", required_argument, nullptr, 's'},
                               {"private-fifos", required_argument, nullptr, 'n'},
                               {"count-system-calls", no_argument, nullptr, 'k'},
                               {"parent-dir", required_argument, nullptr, 'd'},
                               {"cpus", required_argument, nullptr, 'c'},
                               {"open-files", required_argument, nullptr, 'f'},
                               {"processes", required_argument, nullptr, 'p'},
                               {"ready-name", required_argument, nullptr, 'r'},
                               {"ready-timeout-ms", required_argument, nullptr, 't'},
                               {nullptr, 0, nullptr, 0}};

bool reject(const char* option, const char* value) {
  std::fprintf(stderr, "fifobench-warden: --%s does not take '%s'\n", option, value);
  return false;
}

bool parse_count(const char* text, std::uint64_t highest, std::uint64_t& count) {
  char* end = nullptr;
  count = std::strtoull(text, &end, 10);
  return *text >= '0' && *text <= '9' && *end == '\0' && count >= 1 && count <= highest;
}

// A list of numbers and ranges, as taskset(1) takes it.
bool parse_cpus(const char* text, cpu_set_t& cpus) {
  CPU_ZERO(&cpus);
  while (*text >= '0' && *text <= '9') {
    char* end = nullptr;
    const unsigned long first = std::strtoul(text, &end, 10);
    unsigned long last = first;
    if (*end == '-') last = std::strtoul(end + 1, &end, 10);
    if (last < first || last >= CPU_SETSIZE) return false;
    for (unsigned long cpu = first; cpu <= last; ++cpu) CPU_SET(cpu, &cpus);
    if (*end == '\0') return true;
    if (*end != ',') return false;
    text = end + 1;
  }
  return false;
}

bool parse_option(int choice, const char* value, Arguments& parsed) {
  constexpr std::uint64_t kCountMax = 1'000'000'000;
  constexpr std::uint64_t kHourMs = 3'600'000;
  std::uint64_t milliseconds = 0;
  switch (choice) {
    case 'd': parsed.parent_directory = value; return true;
    case 'a': parsed.await_nothing = true; return true;
    case 'k': parsed.count_system_calls = true; return true;
    case 's': parsed.server_directory = value; return true;
    case 'n': parsed.private_patterns.emplace_back(value); return true;
    case 'r': parsed.ready_name = value; return true;
    case 'c':
      parsed.pinned = true;
      return parse_cpus(value, parsed.cpus) || reject("cpus", value);
    case 'f':
      return parse_count(value, kCountMax, parsed.open_file_limit) || reject("open-files", value);
    case 'p':
      return parse_count(value, kCountMax, parsed.process_limit) || reject("processes", value);
    case 't':
      if (!parse_count(value, kHourMs, milliseconds)) return reject("ready-timeout-ms", value);
      parsed.ready_timeout_ns = static_cast<Nanoseconds>(milliseconds) * kMillisecond;
      return true;
    default: std::fputs(kUsage, stderr); return false;
  }
}

}  // namespace

bool parse_arguments(int argument_count, char** arguments, Arguments& parsed) {
  int choice = 0;
  // The leading + ends the options at the first word of the command.
  while ((choice = ::getopt_long(argument_count, arguments, "+", kOptions, nullptr)) != -1) {
    if (!parse_option(choice, optarg, parsed)) return false;
  }
  parsed.command.assign(arguments + optind, arguments + argument_count);
  if (!parsed.parent_directory.empty() && !parsed.ready_name.empty() && !parsed.command.empty()) {
    return true;
  }
  std::fputs(kUsage, stderr);
  return false;
}

}  // namespace fifobench
