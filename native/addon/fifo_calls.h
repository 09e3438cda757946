// Single FIFO calls for tests, micro-benchmarks and curious users: the same code as the hot path,
// one call at a time. Results are those of the kernel: a negated errno where a call failed.
#pragma once

#include <napi.h>

namespace fifobench::addon {

// Adds `makeFifo`, `removeFifo` and the class `FifoEnd`.
void add_fifo_functions(Napi::Env env, Napi::Object exports);

}  // namespace fifobench::addon
