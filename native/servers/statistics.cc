// Statistics as JSON; see statistics.h.
#include "servers/statistics.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <memory>

namespace fifobench {
namespace {

void print_counters(std::FILE* file, const Counters& counters) {
  const char* separator = "";
#define FIFOBENCH_PRINT(member, name)                                        \
  std::fprintf(file, "%s\"" name "\":%" PRIu64, separator, counters.member); \
  separator = ",";
  FIFOBENCH_COUNTERS(FIFOBENCH_PRINT)
#undef FIFOBENCH_PRINT
}

void print_histogram(std::FILE* file, const Histogram& histogram) {
  const char* separator = "";
  for (int slot = 0; slot < Histogram::kSlotCount; ++slot) {
    if (histogram.count_at(slot) == 0) continue;
    std::fprintf(file, "%s[%" PRId64 ",%" PRIu64 "]", separator, Histogram::lowest_value_of(slot),
                 histogram.count_at(slot));
    separator = ",";
  }
}

void print_statistics(std::FILE* file, const Statistics& statistics) {
  std::fputs("{\"counters\":{", file);
  print_counters(file, statistics.counters);
  std::fputs("},\"forkNs\":[", file);
  print_histogram(file, statistics.fork_ns);
  std::fputs("],\"forkToChildNs\":[", file);
  print_histogram(file, statistics.fork_to_child_ns);
  std::fputs("]}\n", file);
}

}  // namespace

int write_statistics(const Statistics& statistics, const char* path) {
  char temporary_path[4096];
  const int length = std::snprintf(temporary_path, sizeof temporary_path, "%s.new", path);
  if (length >= static_cast<int>(sizeof temporary_path)) return -ENAMETOOLONG;
  {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(temporary_path, "we"),
                                                               std::fclose);
    if (file == nullptr) return -errno;
    print_statistics(file.get(), statistics);
    if (std::fflush(file.get()) != 0) return -errno;
  }
  return std::rename(temporary_path, path) < 0 ? -errno : 0;
}

}  // namespace fifobench
