// What the batches of the micro-benchmarks promise: they measure something, clean up, and say which
// call failed.
#include "client/micro_batch.h"

#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "core/affinity.h"
#include "test/process.h"
#include "test/scratch_directory.h"
#include "test/test.h"

namespace fifobench::test {
namespace {

constexpr MicroOperation kAll[] = {
    MicroOperation::kMakeAndRemove,   MicroOperation::kOpenAndClose,
    MicroOperation::kWriteAndRead,    MicroOperation::kThreadRoundTrip,
    MicroOperation::kProcessRoundTrip, MicroOperation::kForkAndExit,
    MicroOperation::kRecord,
};

MicroPlan plan_of(MicroOperation operation, const ScratchDirectory& directory) {
  MicroPlan plan;
  plan.operation = operation;
  plan.operation_count = 50;
  plan.parent_directory = directory.path();
  return plan;
}

int first_cpu() {
  cpu_set_t cpus;
  if (::sched_getaffinity(0, sizeof cpus, &cpus) < 0) return -1;
  int cpu = 0;
  while (!CPU_ISSET(static_cast<std::size_t>(cpu), &cpus)) ++cpu;
  return cpu;
}

int allowed_cpu_count() {
  cpu_set_t cpus;
  return ::sched_getaffinity(0, sizeof cpus, &cpus) < 0 ? -1 : CPU_COUNT(&cpus);
}

}  // namespace

TEST("every batch takes time and leaves no file, descriptor, child or thread") {
  const ScratchDirectory directory;
  const int descriptor_count = count_descriptors(::getpid());
  for (const MicroOperation operation : kAll) {
    const MicroResult result = run_micro_batch(plan_of(operation, directory));
    CHECK(result.failed_call == nullptr);
    CHECK_EQUAL(result.error, 0);
    CHECK(result.elapsed_ns > 0);
    CHECK(std::filesystem::is_empty(directory.path()));
    CHECK_EQUAL(count_descriptors(::getpid()), descriptor_count);
    CHECK_EQUAL(child_states(::getpid()), "");
  }
}

TEST("a batch of one operation works") {
  const ScratchDirectory directory;
  for (const MicroOperation operation : kAll) {
    MicroPlan plan = plan_of(operation, directory);
    plan.operation_count = 1;
    CHECK(run_micro_batch(plan).failed_call == nullptr);
  }
}

TEST("a round trip carries the smallest and the largest payload") {
  const ScratchDirectory directory;
  for (const std::uint32_t payload_bytes : {1U, MicroPlan::kPayloadBytesMax}) {
    MicroPlan plan = plan_of(MicroOperation::kThreadRoundTrip, directory);
    plan.payload_bytes = payload_bytes;
    CHECK(run_micro_batch(plan).failed_call == nullptr);
  }
}

TEST("a round trip gives the thread its processors back") {
  const ScratchDirectory directory;
  const int cpu_count = allowed_cpu_count();
  for (const auto operation :
       {MicroOperation::kThreadRoundTrip, MicroOperation::kProcessRoundTrip}) {
    MicroPlan plan = plan_of(operation, directory);
    plan.own_cpu = plan.partner_cpu = first_cpu();
    CHECK(run_micro_batch(plan).failed_call == nullptr);
    CHECK_EQUAL(allowed_cpu_count(), cpu_count);
  }
}

TEST("a processor that is not there is an error of sched_setaffinity, for either side") {
  const ScratchDirectory directory;
  for (const int kind : {0, 1, 2, 3}) {
    const bool is_partner = kind % 2 == 1;
    MicroPlan plan = plan_of(kind < 2 ? MicroOperation::kThreadRoundTrip
                                      : MicroOperation::kProcessRoundTrip,
                             directory);
    (is_partner ? plan.partner_cpu : plan.own_cpu) = CPU_SETSIZE - 1;
    const MicroResult result = run_micro_batch(plan);
    REQUIRE(result.failed_call != nullptr);
    CHECK_EQUAL(std::string(result.failed_call), "sched_setaffinity");
    CHECK_EQUAL(result.error, EINVAL);
    CHECK(std::filesystem::is_empty(directory.path()));
  }
}

TEST("a parent directory that is not there is an error with its errno") {
  for (const MicroOperation operation : {MicroOperation::kMakeAndRemove,
                                         MicroOperation::kWriteAndRead,
                                         MicroOperation::kProcessRoundTrip}) {
    MicroPlan plan;
    plan.operation = operation;
    plan.parent_directory = "/nowhere";
    const MicroResult result = run_micro_batch(plan);
    CHECK(result.failed_call != nullptr);
    CHECK_EQUAL(result.error, ENOENT);
  }
}

TEST("pinning to an impossible processor, or to none, is refused") {
  for (const int cpu : {-1, CPU_SETSIZE}) CHECK_EQUAL(pin_this_thread({&cpu, 1}), -EINVAL);
  CHECK_EQUAL(pin_this_thread({}), -EINVAL);
}

}  // namespace fifobench::test
