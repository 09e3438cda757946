// Hostile: at its first client it begins to fork without end, one child each 2 milliseconds, and
// each of them would stay. Made for a watchdog that counts processes; should there be none, it ends
// with all its children after 400 of them or 10 seconds.
#include <signal.h>

#include "text_session.h"

#define PERIOD_US 2000
#define CHILD_COUNT_MAX 400
#define LIFE_SECONDS 10

int main(void) {
  struct session session;
  await_name(&session);
  alarm(LIFE_SECONDS);
  for (int count = 0; count < CHILD_COUNT_MAX; count++) {
    if (fork() == 0) {
      // Alarms are not inherited.
      alarm(LIFE_SECONDS);
      pause();
    }
    usleep(PERIOD_US);
  }
  signal(SIGTERM, SIG_IGN);
  kill(0, SIGTERM);
  return 1;
}
