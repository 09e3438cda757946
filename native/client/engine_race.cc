// Clients that race for the well-known pipe. Two that open the same one cannot both be served: the
// loser finds its private FIFO closed by the server, or its pipe without a reader. It is counted
// and begins again at once, within the same handshake. See engine.h.
#include <poll.h>

#include "client/engine.h"

namespace fifobench {
namespace {

// Whether the server has opened the private FIFO and closed it again: a mere end-of-file also comes
// before any open.
bool was_refused(int private_fd) {
  pollfd end = {private_fd, POLLIN, 0};
  return ::poll(&end, 1, 0) == 1 && (end.revents & POLLHUP) != 0;
}

}  // namespace

// While the acknowledgement is awaited, the end of all readers of the pipe means that it will never
// come. A server whose parent keeps the pipe open hides that; then the deadline must do.
void Engine::watch_pipe(Session& session) {
  if (session.state != SessionState::kAcknowledging || session.server_fd() < 0) return;
  session.pipe_watched = true;
  poller_.watch_once(session.server_fd(), Poller::Interest::kEnd, token_of(session) | kPipeBit);
}

void Engine::follow_pipe_end(Session& session) {
  if (session.state != SessionState::kAcknowledging) return;
  const bool refused = was_refused(session.private_fd());
  // What the server said before it left still counts.
  const Step step = session.on_readable(target());
  const bool silent = step == Step::kWaiting ||
                      (step == Step::kFailed && session.failed_cause() == Cause::kRefused);
  if (!silent || refused) return follow(session, step);
  session.give_up(Cause::kLost, 0);
  fail(session);
}

// Another client on the same pipe is what one measures here; after the acknowledgement, what is
// lost is a session.
bool Engine::is_collision(const Session& session) {
  const bool before_ack =
      session.failed_phase() == Phase::kSend || session.failed_phase() == Phase::kAck;
  const bool turned_away =
      session.failed_cause() == Cause::kRefused || session.failed_cause() == Cause::kLost;
  return manner_.is_race && before_ack && turned_away && !stopped();
}

void Engine::begin_again(Session& session) {
  if (session.recorded) {
    const bool refused = session.failed_cause() == Cause::kRefused;
    ++(refused ? record().refused_attempts : record().lost_attempts);
  }
  unwatch(session);
  session.close();
  follow(session, session.start_again(target(), next_id()));
}

}  // namespace fifobench
