// The forking server's loop; see forking_server.h. After the fork only the subserver reads from
// that incarnation of the pipe: what the parent read from it could be the client's response.
#include "servers/forking_server.h"

#include <unistd.h>

#include "servers/refusal.h"
#include "servers/server_session.h"
#include "servers/signals.h"
#include "servers/subservers.h"
#include "servers/well_known_pipe.h"

namespace fifobench {
namespace {

// In static storage, so that its untouched pages neither exist nor are copied by a fork.
Subservers& make_subservers(Statistics& statistics) {
  static Subservers subservers(statistics);
  return subservers;
}

void delegate(Server& server, Subservers& subservers, const WellKnownPipe& pipe,
              const seed::Message& connect) {
  ++server.session_count;
  switch (subservers.fork_one()) {
    case Subservers::Role::kChild:
      ServerSession(server, pipe, subservers.own_counters()).serve(connect);
      ::_exit(0);
    case Subservers::Role::kNone:
      refuse(server, connect, server.statistics.counters);
      break;
    case Subservers::Role::kParent:
      break;
  }
}

Arrival await_arrival(Server& server, Subservers& subservers, WellKnownPipe& pipe,
                      seed::Message& connect) {
  Arrival arrival = Arrival::kInterrupted;
  while (arrival == Arrival::kInterrupted && !stop_requested()) {
    arrival = pipe.await_connect(server, connect, server.statistics.counters);
    if (arrival == Arrival::kInterrupted) subservers.reap();
  }
  return arrival;
}

}  // namespace

int serve_by_forking(Server& server, Removal removal) {
  take_signals(SignalDelivery::kWhileWaiting);
  Subservers& subservers = make_subservers(server.statistics);
  WellKnownPipe pipe(server.directory_fd, WellKnownPipe::Waiting::kPolling);
  int error = subservers.error();
  if (error == 0) error = pipe.remove_stale();
  while (error == 0 && !stop_requested()) {
    error = pipe.create();
    if (error < 0) break;
    seed::Message connect;
    const Arrival arrival = await_arrival(server, subservers, pipe, connect);
    if (removal == Removal::kBeforeFork) pipe.remove_name();
    if (arrival == Arrival::kConnected) delegate(server, subservers, pipe, connect);
    pipe.close_read_end();
    pipe.remove_name();
  }
  subservers.stop();
  return error;
}

}  // namespace fifobench
