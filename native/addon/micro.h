// Batches of the micro-benchmarks for JavaScript; see client/micro_batch.h.
#pragma once

#include <napi.h>

namespace fifobench::addon {

// Adds `runMicroBatch`, `doNothing` (what a call into the addon costs) and `pinThisThread`.
void add_micro_functions(Napi::Env env, Napi::Object exports);

}  // namespace fifobench::addon
