// Speaks two private pipes: 2048 bytes each with the names of the client's pipe to the server and
// of that back, on one pipe that stays; no acknowledgement; then text in capitals until the client
// closes. Forking. Naive: children are never waited for, a child whose client died waits for ever
// and outlives the server, half a message puts all later ones out of step, names are believed.
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_PIPE "/tmp/fifobench-example-upcase"
#define NAME_BYTES 2048

struct message {
  char client_to_server[NAME_BYTES];
  char server_to_client[NAME_BYTES];
};

static void child(struct message *message) {
  char text[4096];
  ssize_t n;
  int in = open(message->client_to_server, O_RDONLY);
  int out = open(message->server_to_client, O_WRONLY);
  if (in == -1 || out == -1) {
    perror("client's pipes");
    exit(1);
  }
  while ((n = read(in, text, sizeof(text))) > 0) {
    for (ssize_t i = 0; i < n; i++) text[i] = toupper((unsigned char)text[i]);
    if (write(out, text, n) != n) exit(1);
  }
  exit(0);
}

int main(int argc, char *argv[]) {
  static struct message message;
  const char *pipe_name = argc > 1 ? argv[1] : DEFAULT_PIPE;
  if (mkfifo(pipe_name, 0600) == -1 && errno != EEXIST) {
    perror(pipe_name);
    return 1;
  }
  int listener = open(pipe_name, O_RDWR);
  if (listener == -1) {
    perror(pipe_name);
    return 1;
  }
  while (read(listener, &message, sizeof(message)) == sizeof(message)) {
    if (fork() == 0) child(&message);
  }
  fprintf(stderr, "failed to read a message\n");
  return 1;
}
