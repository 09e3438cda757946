// The menu of the addon: everything that JavaScript can call. Arguments arrive validated by the
// façade in src/engine, so that a wrong one here is a programmer's mistake.
#include <napi.h>

#include "addon/awake_cores.h"
#include "addon/block.h"
#include "addon/fifo_calls.h"
#include "addon/micro.h"

namespace fifobench::addon {
namespace {

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  add_block_functions(env, exports);
  add_fifo_functions(env, exports);
  add_micro_functions(env, exports);
  add_awake_cores(env, exports);
  return exports;
}

}  // namespace
}  // namespace fifobench::addon

static Napi::Object initialise_addon(Napi::Env env, Napi::Object exports) {
  return fifobench::addon::initialise(env, exports);
}

NODE_API_MODULE(fifobench, initialise_addon)
