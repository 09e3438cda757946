// Reads a compiled profile from JavaScript.
#pragma once

#include <napi.h>

#include "client/wire_profile.h"

namespace fifobench::addon {

// `from` is a CompiledProfile of src/profile/compiled-profile.ts.
WireProfile to_wire_profile(const Napi::Object& from);

}  // namespace fifobench::addon
