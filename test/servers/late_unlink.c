// Speaks text, and removes its pipe only after the acknowledgement: 10 bytes of a name, 10 bytes of
// greeting and no answer to that, then 1000 bytes each way, repeated as they came. Forking, but the
// parent itself opens the client's pipe. Naive: everybody who comes before the removal is lost, the
// parent waits for ever for a client that died, never closes its end, and waits for no child.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WELL_KNOWN "WELL"

static void talk(int up, int down) {
  char text[1000];
  ssize_t n;
  while ((n = read(up, text, sizeof(text))) > 0) write(down, text, n);
}

int main(void) {
  while (1) {
    if (mkfifo(WELL_KNOWN, 0644) != 0) {
      perror("cannot make the well known pipe");
      return 1;
    }
    int up = open(WELL_KNOWN, O_RDONLY);

    char name[11] = {0};
    char greeting[10] = "hello";
    read(up, name, 10);
    int down = open(name, O_WRONLY);
    write(down, greeting, sizeof(greeting));
    unlink(WELL_KNOWN);

    if (fork() == 0) {
      talk(up, down);
      return 0;
    }
    close(up);
  }
}
