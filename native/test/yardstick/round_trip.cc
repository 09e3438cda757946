// The floor under every handshake: 64 bytes through one FIFO to another process and back through a
// second, both ends on one core or on two.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "yardstick.h"

namespace yardstick {

constexpr long kWarmupCount = 1000;

static void answer(int from, int to) {
  char bytes[kMessageBytes];
  while (read(from, bytes, sizeof bytes) == sizeof bytes) {
    if (write(to, bytes, sizeof bytes) != sizeof bytes) break;
  }
}

// Opened for both directions, so that no open waits for the other side.
static int make_fifo(const char* name) {
  if (mkfifo(name, 0600) < 0) die("mkfifo");
  const int fd = open(name, O_RDWR);
  if (fd < 0) die("open");
  unlink(name);
  return fd;
}

int round_trip(bool same_core, long count) {
  char directory[] = "/dev/shm/fifobench-yardstick-XXXXXX";
  if (mkdtemp(directory) == nullptr || chdir(directory) < 0) die(directory);
  const int there = make_fifo("there");
  const int back = make_fifo("back");
  if (chdir("/") < 0 || rmdir(directory) < 0) die(directory);
  auto* values_ns = static_cast<int64_t*>(calloc(static_cast<size_t>(count), sizeof(int64_t)));
  if (values_ns == nullptr) die("calloc");
  const pid_t child = fork();
  if (child < 0) die("fork");
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    pin_to_cpu(same_core ? 0 : 1);
    answer(there, back);
    _exit(0);
  }
  pin_to_cpu(0);
  char bytes[kMessageBytes] = {};
  for (long index = -kWarmupCount; index < count; ++index) {
    const int64_t started_ns = now_ns();
    if (write(there, bytes, sizeof bytes) != sizeof bytes) die("write");
    if (read(back, bytes, sizeof bytes) != sizeof bytes) die("read");
    if (index >= 0) values_ns[index] = now_ns() - started_ns;
  }
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  printf("{\"sameCore\":%s,\"roundTrips\":%ld,\"roundTripNs\":", same_core ? "true" : "false",
         count);
  print_quantiles(values_ns, count);
  printf("}\n");
  return 0;
}

}  // namespace yardstick
