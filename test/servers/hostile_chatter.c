// Hostile: speaks as text_upper.c, and prints without end meanwhile, 64 MiB or for 20 seconds. Who
// gives it a pipe that nobody empties stops it.
#include "text_session.h"

#define LIFE_SECONDS 20
#define LINE_COUNT (64 << 20) / 64

static void chatter(void) {
  alarm(LIFE_SECONDS);
  for (long line = 0; line < LINE_COUNT; line++) {
    printf("%-63s\n", "I have nothing to say, and I say it again and again");
  }
  fflush(stdout);
  _exit(0);
}

int main(void) {
  struct session session;
  if (fork() == 0) chatter();
  while (1) {
    await_name(&session);
    printf("%s came\n", session.name);
    fflush(stdout);
    shake_hands(&session);
    while (answer_request(&session)) {
    }
    hang_up(&session);
  }
}
