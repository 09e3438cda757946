// The forking server in the seed's order: read the name, fork, then close and remove the pipe.
#include "servers/forking_server.h"
#include "servers/patterns.h"

namespace fifobench {

int serve_forking(Server& server) { return serve_by_forking(server, Removal::kAfterFork); }

}  // namespace fifobench
