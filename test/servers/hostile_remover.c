// Hostile: takes a client's name as text_upper.c does, removes the client's pipe, and waits for it
// to come back.
#include "text_session.h"

int main(void) {
  struct session session;
  while (1) {
    await_name(&session);
    unlink(session.name);
    for (int look = 0; look < 100 && access(session.name, F_OK) != 0; look++) usleep(100 * 1000);
    close(session.up);
  }
}
