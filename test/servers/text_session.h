// What the hostile servers have in common: the sessions of text_upper.c, without its comments to
// the user. A name of 10 bytes, a welcome of 10, its repetition, then 1000 bytes each way.
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WKP "mario"

struct session {
  int up;
  int down;
  char name[11];
};

// Waits for a client and its name.
static inline void await_name(struct session *session) {
  memset(session->name, 0, sizeof(session->name));
  mkfifo(WKP, 0600);
  session->up = open(WKP, O_RDONLY);
  unlink(WKP);
  read(session->up, session->name, 10);
}

// Acknowledges and waits for the answer.
static inline void shake_hands(struct session *session) {
  char welcome[10] = "welcome";
  char answer[10];
  session->down = open(session->name, O_WRONLY);
  write(session->down, welcome, sizeof(welcome));
  read(session->up, answer, sizeof(answer));
}

// Answers one request; 0 when the client has left.
static inline int answer_request(struct session *session) {
  char text[1000];
  if (read(session->up, text, sizeof(text)) <= 0) return 0;
  for (int i = 0; i < 1000; i++) text[i] = toupper(text[i]);
  write(session->down, text, sizeof(text));
  return 1;
}

static inline void hang_up(struct session *session) {
  close(session->up);
  close(session->down);
}
