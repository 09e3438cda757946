// The basic server of the seed as one would write it on a page: blocking, trusting, one client at a
// time. A client that dies between its name and its end hangs it, and that is the point: it shows
// what the guarantees of the built-in servers cost.
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "yardstick.h"

namespace yardstick {

static char request[kHeaderBytes + kPayloadBytesMax];

static void leave(int) {
  unlink("wkp");
  _exit(0);
}

// Reads exactly that many bytes; false at the end of file.
static bool read_all(int fd, char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t got = read(fd, bytes, size);
    if (got <= 0) return false;
    bytes += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

static bool write_all(int fd, const char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t put = write(fd, bytes, size);
    if (put <= 0) return false;
    bytes += put;
    size -= static_cast<size_t>(put);
  }
  return true;
}

// A read that asks for more than the header takes a small request in one call.
static void echo(int from_client, int to_client) {
  ssize_t got;
  while ((got = read(from_client, request, sizeof request)) > 0) {
    size_t have = static_cast<size_t>(got);
    if (have < kHeaderBytes && !read_all(from_client, request + have, kHeaderBytes - have)) return;
    if (have < kHeaderBytes) have = kHeaderBytes;
    uint32_t payload_bytes;
    memcpy(&payload_bytes, request + 4, sizeof payload_bytes);
    const size_t size = kHeaderBytes + payload_bytes;
    if (memcmp(request, "DATA", 4) != 0 || size > sizeof request || have > size) return;
    if (!read_all(from_client, request + have, size - have)) return;
    if (!write_all(to_client, request, size)) return;
  }
}

static void serve_one() {
  char message[kMessageBytes];
  if (mkfifo("wkp", 0600) < 0) die("mkfifo");
  const int from_client = open("wkp", O_RDONLY);
  if (from_client < 0) die("open");
  const bool named = read(from_client, message, sizeof message) == sizeof message;
  unlink("wkp");
  message[kMessageBytes - 1] = '\0';
  const int to_client = named ? open(message + 4, O_WRONLY) : -1;
  if (to_client >= 0) {
    memcpy(message, "ACK", 4);
    const bool sent = write(to_client, message, sizeof message) == sizeof message;
    if (sent && read(from_client, message, sizeof message) == sizeof message) {
      echo(from_client, to_client);
    }
    close(to_client);
  }
  close(from_client);
}

int serve(const char* directory) {
  if (chdir(directory) < 0) die(directory);
  signal(SIGTERM, leave);
  signal(SIGINT, leave);
  signal(SIGPIPE, SIG_IGN);
  unlink("wkp");
  while (true) serve_one();
}

}  // namespace yardstick
