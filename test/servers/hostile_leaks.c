// Hostile: speaks as text_upper.c, and closes nothing and waits for no child: each session leaves
// two descriptors and a zombie.
#include "text_session.h"

int main(void) {
  struct session session;
  while (1) {
    await_name(&session);
    shake_hands(&session);
    while (answer_request(&session)) {
    }
    // It logs each session with a child, and forgets it.
    if (fork() == 0) _exit(0);
    // The client waits for the end of the file in vain.
  }
}
