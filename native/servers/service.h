// The work of an operation beyond its bytes: for a time that a law says, the server computes or
// waits.
#pragma once

#include <cstdint>

#include "core/clock.h"
#include "core/service_law.h"

namespace fifobench {

// kCpu computes: an amount of work, so that two who share a processor take twice as long.
// kSleep waits, as for a disk or for another machine, and leaves the processor to others.
enum class ServiceKind { kCpu, kSleep };

struct Service {
  ServiceLaw law;
  ServiceKind kind = ServiceKind::kCpu;
  std::uint64_t seed = 0;
};

// To be called once: sleeps then end on time, also those of subservers.
void prepare_service(const Service& service);

// Serves for that time; false when it was cut short by a stop. A subserver hears of a stop while it
// sleeps but not while it computes, and is killed then.
bool perform_service(ServiceKind kind, Nanoseconds duration_ns);

}  // namespace fifobench
