// The forking server that removes the pipe before it forks: fewer clients meet on one incarnation.
#include "servers/forking_server.h"
#include "servers/patterns.h"

namespace fifobench {

int serve_forking_unlink_first(Server& server) {
  return serve_by_forking(server, Removal::kBeforeFork);
}

}  // namespace fifobench
