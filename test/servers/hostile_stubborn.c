// Hostile: speaks as text_upper.c, and ignores SIGTERM, SIGINT and SIGHUP.
#include <signal.h>

#include "text_session.h"

int main(void) {
  struct session session;
  signal(SIGTERM, SIG_IGN);
  signal(SIGINT, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  while (1) {
    await_name(&session);
    shake_hands(&session);
    while (answer_request(&session)) {
    }
    hang_up(&session);
  }
}
