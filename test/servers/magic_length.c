// Speaks a magic number and lengths: 4 bytes of magic and a bare name; 4 bytes of status and 32 of
// session key, which nobody answers; then a 64-bit length and so many bytes, both ways. Basic: one
// client at a time. Naive: it believes every length, reads until it has so many bytes, ends at a
// wrong magic number, and takes a second client's name for the first one's message.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SERVER_PIPE "server_pipe"
static const unsigned char MAGIC[4] = {0xc0, 0xde, 0xf1, 0xf0};

struct reply_header {
  char status[4];
  char session_key[32];
};

int read_all(int fd, void *data, size_t size) {
  size_t done = 0;
  while (done < size) {
    ssize_t n = read(fd, (char *)data + done, size - done);
    if (n <= 0) return 0;
    done += n;
  }
  return 1;
}

void session(int request_fd) {
  char message[260] = {0};
  ssize_t n = read(request_fd, message, sizeof(message) - 1);
  if (n < 5 || memcmp(message, MAGIC, sizeof(MAGIC)) != 0) {
    fprintf(stderr, "bad magic\n");
    exit(EXIT_FAILURE);
  }
  int reply_fd = open(message + 4, O_WRONLY);
  if (reply_fd == -1) {
    fprintf(stderr, "cannot open %s\n", message + 4);
    exit(EXIT_FAILURE);
  }
  struct reply_header header = {"OKAY", "0123456789abcdef0123456789abcde"};
  write(reply_fd, &header, sizeof(header));
  uint64_t length;
  while (read_all(request_fd, &length, sizeof(length))) {
    char *data = malloc(length);
    if (!read_all(request_fd, data, length)) break;
    write(reply_fd, &length, sizeof(length));
    write(reply_fd, data, length);
    free(data);
  }
  close(reply_fd);
}

int main(void) {
  for (;;) {
    unlink(SERVER_PIPE);
    if (mkfifo(SERVER_PIPE, 0600) == -1) {
      perror("mkfifo");
      exit(EXIT_FAILURE);
    }
    int request_fd = open(SERVER_PIPE, O_RDONLY);
    unlink(SERVER_PIPE);
    session(request_fd);
    close(request_fd);
  }
}
