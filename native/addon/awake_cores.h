// Keeping processors awake, for JavaScript.
#pragma once

#include <napi.h>

namespace fifobench::addon {

// Adds the class AwakeCores.
void add_awake_cores(Napi::Env env, Napi::Object exports);

}  // namespace fifobench::addon
