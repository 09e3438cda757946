// A server to learn from: it speaks the profile seed, forks a subserver for each client, and
// passes every probe of `fifobench check`. Each defence has a comment that says what goes wrong
// without it.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WKP "wkp"
#define TAG_BYTES 4
#define NAME_BYTES 60
#define PAYLOAD_BYTES_MAX (1 << 20)

enum { HANDSHAKE_MS = 2000, OPERATION_MS = 30000, OPEN_MS = 500, RETRY_MS = 5 };

struct handshake {
  char tag[TAG_BYTES];
  char name[NAME_BYTES];
};

struct operation {
  char tag[TAG_BYTES];
  uint32_t payload_bytes;
};

static volatile sig_atomic_t stopping = 0;

static void on_stop(int signal_number) {
  (void)signal_number;
  stopping = 1;
}

static bool is_tag(const char *tag, const char *wanted) {
  return memcmp(tag, wanted, TAG_BYTES) == 0;
}

// Waits until a descriptor is ready, or its other side gone. Without a deadline a client that dies
// or stops half-way would keep us for ever.
static bool wait_for(int fd, short events, int timeout_ms) {
  struct pollfd watched = {.fd = fd, .events = events};
  int count;
  do {
    count = poll(&watched, 1, timeout_ms);
  } while (count < 0 && errno == EINTR);
  return count > 0;
}

// Reads exactly so many bytes: a pipe may give them in parts. False: the end, or too late.
static bool read_all(int fd, void *data, size_t size, int timeout_ms) {
  size_t done = 0;
  while (done < size) {
    if (!wait_for(fd, POLLIN, timeout_ms)) return false;
    ssize_t count = read(fd, (char *)data + done, size - done);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) return false;
    if (count > 0) done += (size_t)count;
  }
  return true;
}

// Writes everything, however slowly the client reads. False: it is gone, or too slow.
static bool write_all(int fd, const void *data, size_t size) {
  size_t done = 0;
  while (done < size) {
    ssize_t count = write(fd, (const char *)data + done, size - done);
    if (count > 0) {
      done += (size_t)count;
    } else if (errno != EAGAIN || !wait_for(fd, POLLOUT, OPERATION_MS)) {
      return false;
    }
  }
  return true;
}

// A name inside our directory. Others would let a client make us write anywhere.
static bool is_inside(const char *name) {
  if (name[0] == '\0' || name[0] == '/' || memchr(name, '\0', NAME_BYTES) == NULL) return false;
  for (const char *part = name; part != NULL; part = strchr(part, '/')) {
    part += part[0] == '/';
    if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) return false;
  }
  return true;
}

// Opens a client's pipe. Blocking, this would wait for ever for a client that died; and what is no
// pipe, or somebody else's, is not to be written to.
static int open_private(const char *name) {
  if (!is_inside(name)) return -1;
  int fd = -1;
  for (int waited_ms = 0; waited_ms < OPEN_MS; waited_ms += RETRY_MS) {
    fd = open(name, O_WRONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    // ENXIO: the pipe is there, but its client does not read from it yet.
    if (fd >= 0 || errno != ENXIO) break;
    usleep(RETRY_MS * 1000);
  }
  struct stat status;
  if (fd < 0) return -1;
  if (fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode) && status.st_uid == geteuid()) return fd;
  close(fd);
  return -1;
}

// Somebody else came to this pipe before it was removed. Its own pipe, opened and closed, tells it
// so at once: it reads the end of the file, and may try again.
static bool refuse(int up, int timeout_ms) {
  char name[NAME_BYTES];
  if (!read_all(up, name, sizeof name, timeout_ms)) return false;
  int fd = open_private(name);
  if (fd >= 0) close(fd);
  return true;
}

static bool await_response(int up, const struct handshake *client) {
  char tag[TAG_BYTES];
  char name[NAME_BYTES];
  while (read_all(up, tag, sizeof tag, HANDSHAKE_MS)) {
    if (is_tag(tag, "CONN")) {
      if (!refuse(up, HANDSHAKE_MS)) return false;
      continue;
    }
    return is_tag(tag, "RESP") && read_all(up, name, sizeof name, HANDSHAKE_MS) &&
           memcmp(name, client->name, NAME_BYTES) == 0;
  }
  return false;
}

// Lengths are not believed: one that is too long ends the session.
static bool operate(int up, int down, struct operation *request, char *payload) {
  uint32_t *size = &request->payload_bytes;
  return read_all(up, size, sizeof *size, OPERATION_MS) && *size <= PAYLOAD_BYTES_MAX &&
         read_all(up, payload, *size, OPERATION_MS) && write_all(down, request, sizeof *request) &&
         write_all(down, payload, *size);
}

static void serve(int up, const struct handshake *client) {
  static char payload[PAYLOAD_BYTES_MAX];
  struct handshake acknowledgement = *client;
  struct operation request;
  int down = open_private(client->name);
  if (down < 0) return;
  memcpy(acknowledgement.tag, "ACK", TAG_BYTES);
  if (!write_all(down, &acknowledgement, sizeof acknowledgement)) return;
  if (!await_response(up, client)) return;
  bool going_on = true;
  // Without a deadline here: a client may think for as long as it likes, and its death is the end
  // of the file.
  while (going_on && read_all(up, request.tag, sizeof request.tag, -1)) {
    if (is_tag(request.tag, "CONN")) {
      going_on = refuse(up, OPERATION_MS);
    } else {
      going_on = is_tag(request.tag, "DATA") && operate(up, down, &request, payload);
    }
  }
}

// Reads the name of the first client. False: something else came, or we are to stop.
static bool await_client(int up, const sigset_t *waiting_mask, struct handshake *client) {
  struct pollfd watched = {.fd = up, .events = POLLIN};
  // The signals are let through only while we wait, so that none can come unnoticed just before.
  while (!stopping && ppoll(&watched, 1, NULL, waiting_mask) <= 0) {
  }
  if (stopping) return false;
  // Messages of up to PIPE_BUF bytes come in one piece: a shorter one is none of ours.
  ssize_t count = read(up, client, sizeof *client);
  return count == (ssize_t)sizeof *client && is_tag(client->tag, "CONN");
}

static int die(const char *what) {
  perror(what);
  return EXIT_FAILURE;
}

static void handle_signals(sigset_t *waiting_mask) {
  struct sigaction stop = {.sa_handler = on_stop};
  sigset_t blocked;
  // A client that is gone must be an error of write(), not the end of the server.
  signal(SIGPIPE, SIG_IGN);
  // The kernel takes the dead away, so that no zombies are left.
  signal(SIGCHLD, SIG_IGN);
  sigaction(SIGTERM, &stop, NULL);
  sigaction(SIGINT, &stop, NULL);
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  sigaddset(&blocked, SIGINT);
  sigprocmask(SIG_BLOCK, &blocked, waiting_mask);
}

int main(void) {
  sigset_t waiting_mask;
  struct handshake client;
  handle_signals(&waiting_mask);
  while (!stopping) {
    // One may have been left by a server that was killed.
    unlink(WKP);
    if (mkfifo(WKP, 0600) < 0) return die(WKP);
    int up = open(WKP, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    // Held by us too, so that a client that comes and goes is not the end of the file.
    int keeper = open(WKP, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (up < 0 || keeper < 0) return die(WKP);
    bool has_client = await_client(up, &waiting_mask, &client);
    // Before the fork, since whoever opens it from here on would be lost.
    unlink(WKP);
    // The subserver has to see its client's end.
    close(keeper);
    pid_t child = has_client ? fork() : 1;
    if (child == 0) {
      signal(SIGTERM, SIG_DFL);
      signal(SIGINT, SIG_DFL);
      sigprocmask(SIG_SETMASK, &waiting_mask, NULL);
      serve(up, &client);
      _exit(EXIT_SUCCESS);
    }
    if (child < 0) perror("fork");
    close(up);
  }
  unlink(WKP);
  return EXIT_SUCCESS;
}
