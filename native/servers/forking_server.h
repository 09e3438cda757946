// What the forking patterns have in common; they differ in when the well-known pipe is removed.
#pragma once

#include "servers/server.h"

namespace fifobench {

enum class Removal { kAfterFork, kBeforeFork };

// Serves each client by a subserver of its own until a stop is requested; 0 or the negated errno.
int serve_by_forking(Server& server, Removal removal);

}  // namespace fifobench
