// The basic server: one client at a time. The well-known pipe is removed as soon as a name has been
// read, and recreated when the session has ended. It blocks where the seed's server blocks, which
// takes the fewest system calls; ticks see to deadlines and to signals that come just before a
// call.
#include <algorithm>

#include "servers/patterns.h"
#include "servers/server_session.h"
#include "servers/signals.h"
#include "servers/well_known_pipe.h"

namespace fifobench {
namespace {

Arrival await_arrival(const Server& server, WellKnownPipe& pipe, seed::Message& connect) {
  Arrival arrival = Arrival::kInterrupted;
  while (arrival == Arrival::kInterrupted && !stop_requested()) {
    arrival = pipe.await_connect(server, connect, server.statistics.counters);
    if (arrival == Arrival::kInterrupted) rest_ticks();
  }
  return arrival;
}

}  // namespace

int serve_basic(Server& server) {
  take_signals(SignalDelivery::kAlways);
  // Deadlines are kept to a tenth.
  const Nanoseconds tick_ns =
      std::clamp(server.phase_timeout_ns / 10, 5 * kMillisecond, 100 * kMillisecond);
  WellKnownPipe pipe(server.directory_fd, WellKnownPipe::Waiting::kBlocking);
  int error = pipe.remove_stale();
  while (error == 0 && !stop_requested()) {
    error = pipe.create();
    if (error < 0) break;
    seed::Message connect;
    const Arrival arrival = await_arrival(server, pipe, connect);
    pipe.remove_name();
    if (arrival == Arrival::kConnected) {
      ++server.session_count;
      start_ticks(tick_ns);
      ServerSession(server, pipe, server.statistics.counters).serve(connect);
    }
    pipe.close_read_end();
  }
  return error;
}

}  // namespace fifobench
