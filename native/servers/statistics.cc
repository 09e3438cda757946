// Statistics as JSON; see statistics.h.
#include "servers/statistics.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cinttypes>
#include <cstdio>

#include "core/fd.h"

namespace fifobench {
namespace {

void print_counters(int fd, const Counters& counters) {
  const char* separator = "";
#define FIFOBENCH_PRINT(member, name)                                    \
  ::dprintf(fd, "%s\"" name "\":%" PRIu64, separator, counters.member); \
  separator = ",";
  FIFOBENCH_COUNTERS(FIFOBENCH_PRINT)
#undef FIFOBENCH_PRINT
}

void print_histogram(int fd, const Histogram& histogram) {
  const char* separator = "";
  for (int slot = 0; slot < Histogram::kSlotCount; ++slot) {
    if (histogram.count_at(slot) == 0) continue;
    ::dprintf(fd, "%s[%" PRId64 ",%" PRIu64 "]", separator, Histogram::lowest_value_of(slot),
              histogram.count_at(slot));
    separator = ",";
  }
}

}  // namespace

int write_statistics(const Statistics& statistics, const char* path) {
  char temporary_path[4096];
  const int length = std::snprintf(temporary_path, sizeof temporary_path, "%s.new", path);
  if (length >= static_cast<int>(sizeof temporary_path)) return -ENAMETOOLONG;
  {
    const Fd file(::open(temporary_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.valid()) return -errno;
    ::dprintf(file.get(), "{\"counters\":{");
    print_counters(file.get(), statistics.counters);
    ::dprintf(file.get(), "},\"forkNs\":[");
    print_histogram(file.get(), statistics.fork_ns);
    ::dprintf(file.get(), "],\"forkToChildNs\":[");
    print_histogram(file.get(), statistics.fork_to_child_ns);
    if (::dprintf(file.get(), "]}\n") < 0) return -errno;
  }
  return ::rename(temporary_path, path) < 0 ? -errno : 0;
}

}  // namespace fifobench
