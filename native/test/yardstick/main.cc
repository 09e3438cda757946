// fifobench-yardstick: serve, load, or the bare round trip; see yardstick.h.
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "yardstick.h"

namespace yardstick {

void die(const char* what) {
  perror(what);
  exit(1);
}

void pin_to_cpu(int cpu) {
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(cpu, &cpus);
  if (sched_setaffinity(0, sizeof cpus, &cpus) < 0) die("sched_setaffinity");
}

int64_t now_ns() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int compare(const void* left, const void* right) {
  const int64_t a = *static_cast<const int64_t*>(left);
  const int64_t b = *static_cast<const int64_t*>(right);
  return a < b ? -1 : a > b;
}

void print_quantiles(int64_t* values_ns, long count) {
  qsort(values_ns, static_cast<size_t>(count), sizeof *values_ns, compare);
  const long percents[] = {50, 90, 99};
  printf("{");
  for (const long percent : percents) {
    const long rank = (count * percent + 99) / 100;
    const int64_t value_ns = count == 0 ? 0 : values_ns[rank - 1];
    printf("%s\"p%ld\":%lld", percent == 50 ? "" : ",", percent, static_cast<long long>(value_ns));
  }
  printf("}");
}

static int show_usage() {
  fprintf(stderr,
          "usage: fifobench-yardstick serve DIR\n"
          "       fifobench-yardstick load DIR --handshakes N [--operations K] [--payload BYTES]\n"
          "                                    [--warmup W] [--cpu C] [--gate 1] [--yield 1]\n"
          "       fifobench-yardstick roundtrip [--same-core] [--count N]\n");
  return 2;
}

static int run_load(int argument_count, char** arguments) {
  LoadPlan plan = {arguments[2], 0, 0, 64, 0, false, false};
  for (int at = 3; at + 1 < argument_count; at += 2) {
    const long value = atol(arguments[at + 1]);
    if (strcmp(arguments[at], "--handshakes") == 0) plan.handshake_count = value;
    if (strcmp(arguments[at], "--operations") == 0) plan.operation_count = value;
    if (strcmp(arguments[at], "--payload") == 0) plan.payload_bytes = value;
    if (strcmp(arguments[at], "--warmup") == 0) plan.warmup_count = value;
    if (strcmp(arguments[at], "--gate") == 0) plan.gate = value != 0;
    if (strcmp(arguments[at], "--yield") == 0) plan.yield = value != 0;
    if (strcmp(arguments[at], "--cpu") == 0) pin_to_cpu(static_cast<int>(value));
  }
  const bool sound = plan.handshake_count > 0 && plan.operation_count >= 0 &&
                     plan.warmup_count >= 0 && plan.payload_bytes >= 0 &&
                     plan.payload_bytes <= static_cast<long>(kPayloadBytesMax);
  return sound ? load(plan) : show_usage();
}

static int run_round_trip(int argument_count, char** arguments) {
  bool same_core = false;
  long count = 20000;
  for (int at = 2; at < argument_count; ++at) {
    if (strcmp(arguments[at], "--same-core") == 0) same_core = true;
    if (strcmp(arguments[at], "--count") == 0 && at + 1 < argument_count) {
      count = atol(arguments[at + 1]);
    }
  }
  return count > 0 ? round_trip(same_core, count) : show_usage();
}

}  // namespace yardstick

int main(int argument_count, char** arguments) {
  const char* mode = argument_count > 1 ? arguments[1] : "";
  if (strcmp(mode, "roundtrip") == 0) return yardstick::run_round_trip(argument_count, arguments);
  if (argument_count > 2 && strcmp(mode, "serve") == 0) return yardstick::serve(arguments[2]);
  if (argument_count > 2 && strcmp(mode, "load") == 0) {
    return yardstick::run_load(argument_count, arguments);
  }
  return yardstick::show_usage();
}
