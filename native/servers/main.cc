// fifobench-server: one of the built-in servers, until SIGTERM or SIGINT.
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "core/fd.h"
#include "servers/arguments.h"
#include "servers/ballast.h"

namespace fifobench {
namespace {

char session_buffer[kBufferBytes];

constexpr int kSuccess = 0;
constexpr int kFailure = 1;
constexpr int kWrongUsage = 2;

int report_failure(const char* what, const char* path, int negated_errno) {
  std::fprintf(stderr, "fifobench-server: %s %s: %s\n", what, path, std::strerror(-negated_errno));
  return kFailure;
}

int list_patterns() {
  for (const Pattern& pattern : kPatterns) std::printf("%s\t%s\n", pattern.name, pattern.summary);
  return kSuccess;
}

int serve(const Arguments& arguments) {
  const Fd directory = open_directory(arguments.directory);
  if (!directory.valid()) return report_failure("cannot open", arguments.directory, -errno);
  if (const int held = hold_ballast(arguments.ballast_bytes); held < 0) {
    return report_failure("cannot hold the ballast of", arguments.pattern->name, held);
  }
  prepare_service(arguments.service);
  Statistics statistics;
  Server server = {directory.get(),
                   arguments.phase_timeout_ns,
                   arguments.idle_timeout_ns,
                   statistics,
                   session_buffer,
                   arguments.service,
                   arguments.behaviour};
  const int error = arguments.pattern->serve(server);
  if (error < 0) report_failure("cannot serve: the pipe 'wkp' in", arguments.directory, error);
  if (arguments.statistics_path != nullptr) {
    const int written = write_statistics(statistics, arguments.statistics_path);
    if (written < 0) return report_failure("cannot write", arguments.statistics_path, written);
  }
  return error < 0 ? kFailure : kSuccess;
}

}  // namespace
}  // namespace fifobench

int main(int argument_count, char** arguments) {
  fifobench::Arguments parsed;
  if (!fifobench::parse_arguments(argument_count, arguments, parsed)) return fifobench::kWrongUsage;
  return parsed.pattern == nullptr ? fifobench::list_patterns() : fifobench::serve(parsed);
}
