// Speaks a structure for each request on one pipe that stays: process number and how many numbers
// are wanted; the first of them comes back through PIPE.NUMBER, opened and closed for each reply.
// Iterative, as in textbooks. Naive: one client that asks and does not read keeps all others
// waiting, half a request puts all later ones out of step, and a signal leaves the pipe behind.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_PIPE "/tmp/fifobench-example-seqnum"

struct request {
  int pid;
  int count;
};

static void die(const char *what) {
  perror(what);
  exit(EXIT_FAILURE);
}

int main(int argc, char *argv[]) {
  const char *pipe_name = argc > 1 ? argv[1] : DEFAULT_PIPE;
  char reply_name[512];
  struct request request;
  int next = 0;

  umask(0);
  if (mkfifo(pipe_name, S_IRUSR | S_IWUSR | S_IWGRP) == -1 && errno != EEXIST) die(pipe_name);
  int in = open(pipe_name, O_RDONLY);
  if (in == -1) die(pipe_name);
  // An end for writing of our own, so that the last client's leaving is not the end of the file.
  if (open(pipe_name, O_WRONLY) == -1) die(pipe_name);
  signal(SIGPIPE, SIG_IGN);

  for (;;) {
    if (read(in, &request, sizeof(request)) != sizeof(request)) {
      fprintf(stderr, "a request was cut short\n");
      continue;
    }
    snprintf(reply_name, sizeof(reply_name), "%s.%d", pipe_name, request.pid);
    int out = open(reply_name, O_WRONLY);
    if (out == -1) {
      perror(reply_name);
      continue;
    }
    if (write(out, &next, sizeof(next)) != sizeof(next)) perror(reply_name);
    close(out);
    next += request.count;
  }
}
