// What a client costs in memory, measured on a process that drives more and more of them.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <memory>

#include "client/engine.h"
#include "test/seed_wire.h"
#include "test/served_directory.h"
#include "test/test.h"

namespace fifobench::test {
namespace {

constexpr std::uint32_t kFewClients = 1'000;
constexpr std::uint32_t kManyClients = 10'000;
constexpr long kBytesPerClientMax = 4'096;

// The most memory that this process ever had, in bytes; 0 where the kernel does not say.
long peak_bytes() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(
      std::fopen("/proc/self/status", "re"), std::fclose);
  char line[256];
  long kib = 0;
  while (file && std::fgets(line, sizeof line, file.get()) != nullptr) {
    if (std::sscanf(line, "VmHWM: %ld kB", &kib) == 1) break;
  }
  return kib * 1'024;
}

bool drive(const ServedDirectory& served, std::uint32_t client_count) {
  BlockPlan plan;
  plan.targets.push_back({served.directory().path(), 0, false, seed_wire()});
  plan.client_count = client_count;
  plan.handshake_limit = client_count;
  plan.timeout_ns = kPatience;
  const auto shared = std::make_unique<Coordination>();
  Engine engine(plan, *shared);
  return engine.run().operation == nullptr && engine.records()[0]->established == client_count;
}

}  // namespace

// A sanitizer keeps accounts of its own for every byte.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST("ten thousand clients take at most 4 KiB each, and each gets its handshake") {
  ServedDirectory served("basic");
  // A process of its own, so that what other tests took does not hide what this one takes.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGPIPE, SIG_IGN);
    const bool few = drive(served, kFewClients);
    const long before = peak_bytes();
    const bool many = drive(served, kManyClients);
    const long each = (peak_bytes() - before) / (kManyClients - kFewClients);
    const bool good = few && many && each > 0 && each <= kBytesPerClientMax;
    if (!good) std::fprintf(stderr, "%d %d, %ld bytes a client\n", few, many, each);
    ::_exit(good ? 0 : 1);
  }
  int status = -1;
  CHECK(::waitpid(child, &status, 0) == child);
  CHECK_EQUAL(status, 0);
  CHECK(served.stops_cleanly());
}
#endif

}  // namespace fifobench::test
