// Speaks binary numbers: a 32-bit number N, which means the pipe N.fifo; a random number; that
// number plus one; then it pushes 1, 2, 3, … until the client leaves. Forking. Naive: the pipe is
// removed only after the fork, so that a second client may still come to it; children are never
// waited for; the subserver believes in the client's death only when a write fails.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define WKP "server.fifo"
#define PUSH_PERIOD_US 500

void serve(int from_client, int pid) {
  char name[32];
  snprintf(name, sizeof(name), "%d.fifo", pid);
  int to_client = open(name, O_WRONLY);
  if (to_client < 0) {
    perror(name);
    exit(1);
  }
  int challenge = rand();
  int answer = 0;
  write(to_client, &challenge, sizeof(int));
  read(from_client, &answer, sizeof(int));
  if (answer != challenge + 1) {
    fprintf(stderr, "wrong answer from %d\n", pid);
    exit(1);
  }
  for (int number = 1; write(to_client, &number, sizeof(int)) == sizeof(int); number++) {
    usleep(PUSH_PERIOD_US);
  }
  exit(0);
}

int main() {
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    mkfifo(WKP, 0666);
    int from_client = open(WKP, O_RDONLY);
    int pid;
    if (read(from_client, &pid, sizeof(int)) == sizeof(int)) {
      if (fork() == 0) serve(from_client, pid);
    }
    unlink(WKP);
    close(from_client);
  }
}
