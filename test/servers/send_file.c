// Speaks a line for each request on one pipe that stays: a process number, a space and the path of
// a file, whose content, or what is wrong with it, comes back through PIPE.NUMBER until its end.
// Iterative, as in textbooks. Naive: a reader that is gone ends the server (SIGPIPE), one that
// never comes stops it, lines of two clients may run together, and a signal leaves the pipe behind.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_PIPE "/tmp/fifobench-example-files"
#define LINE_BYTES 1024

static void answer(const char *pipe_name, char *line) {
  char reply_name[512];
  char text[LINE_BYTES + 100];
  line[strcspn(line, "\n")] = 0;
  char *path = strchr(line, ' ');
  if (path == NULL) {
    fprintf(stderr, "no path in: %s\n", line);
    return;
  }
  *path++ = 0;
  snprintf(reply_name, sizeof(reply_name), "%s.%s", pipe_name, line);
  int out = open(reply_name, O_WRONLY);
  if (out < 0) {
    fprintf(stderr, "cannot open %s\n", reply_name);
    return;
  }
  int file = open(path, O_RDONLY);
  if (file < 0) {
    int n = snprintf(text, sizeof(text), "%s: %s\n", path, strerror(errno));
    write(out, text, n);
  } else {
    ssize_t n;
    while ((n = read(file, text, sizeof(text))) > 0) write(out, text, n);
    close(file);
  }
  close(out);
}

int main(int argc, char **argv) {
  const char *pipe_name = argc > 1 ? argv[1] : DEFAULT_PIPE;
  char line[LINE_BYTES];
  if (mkfifo(pipe_name, 0622) < 0 && errno != EEXIST) {
    fprintf(stderr, "cannot make %s\n", pipe_name);
    exit(1);
  }
  int in = open(pipe_name, O_RDONLY);
  int dummy = open(pipe_name, O_WRONLY);
  FILE *requests = fdopen(in, "r");
  while (fgets(line, sizeof(line), requests) != NULL) answer(pipe_name, line);
  close(dummy);
  return 0;
}
