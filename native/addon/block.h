// runBlock(plan, coordination): one thread's share of a block, start to end, on the calling thread.
#pragma once

#include <napi.h>

namespace fifobench::addon {

// Adds `runBlock`, `readLatencies`, `canCountSystemCalls` and `coordinationLayout` (where
// JavaScript finds the stop flag and the progress).
void add_block_functions(Napi::Env env, Napi::Object exports);

}  // namespace fifobench::addon
