// The seed's profile as the engine takes it, for tests that load the built-in servers.
#pragma once

#include "client/wire_profile.h"

namespace fifobench::test {

WireProfile seed_wire();

}  // namespace fifobench::test
