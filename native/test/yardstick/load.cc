// One client after the other, blocking, each handshake stamped twice: service time runs from just
// before the private FIFO is made until the response is written. Every value is kept and sorted, so
// its quantiles are exact and owe nothing to a histogram.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "yardstick.h"

namespace yardstick {

struct Client {
  int directory_watch;  // inotify; wakes when a name is made in the server's directory
  int from_server;
  int to_server;
  char message[kMessageBytes];
  char* request;
  char* reply;
  size_t request_bytes;
};

static int connect_to_server(const Client& client) {
  while (true) {
    const int fd = open("wkp", O_WRONLY | O_NONBLOCK);
    if (fd >= 0) return fd;
    if (errno == ENXIO) {
      sched_yield();  // it is there, but the server has not opened it yet
    } else if (errno == ENOENT) {
      char events[4096];
      if (read(client.directory_watch, events, sizeof events) < 0) die("inotify");
    } else {
      die("open wkp");
    }
  }
}

static void send_message(const Client& client, const char* tag) {
  char message[kMessageBytes];
  memcpy(message, client.message, sizeof message);
  memcpy(message, tag, 4);
  if (write(client.to_server, message, sizeof message) != sizeof message) die("write wkp");
}

// The FIFO is open without blocking and has no writer at first, when a read would report its end;
// poll waits for the first byte.
static void await_acknowledgement(const Client& client) {
  char message[kMessageBytes];
  pollfd descriptor = {client.from_server, POLLIN, 0};
  if (poll(&descriptor, 1, 5000) != 1) die("no acknowledgement");
  if (read(client.from_server, message, sizeof message) != sizeof message) die("acknowledgement");
  if (memcmp(message, "ACK", 4) != 0 || memcmp(message + 4, client.message + 4, 60) != 0) {
    errno = EPROTO;
    die("acknowledgement");
  }
}

static void shake_hands(Client& client, long id) {
  snprintf(client.message + 4, kMessageBytes - 4, "c/%06ld", 100000 + id % 900000);
  const char* name = client.message + 4;
  if (mkfifo(name, 0600) < 0) die("mkfifo");
  client.from_server = open(name, O_RDONLY | O_NONBLOCK);
  if (client.from_server < 0) die("open private");
  client.to_server = connect_to_server(client);
  send_message(client, "CONN");
  await_acknowledgement(client);
  unlink(name);
  send_message(client, "RESP");
}

// A server that removes the pipe only after it forked may still have it there, for the next client
// to open in vain. Our open end keeps its inode from being given to the next incarnation.
static void await_removal(const Client& client) {
  struct stat ours, current;
  if (fstat(client.to_server, &ours) < 0) die("fstat");
  while (stat("wkp", &current) == 0 && current.st_ino == ours.st_ino) sched_yield();
}

static void operate(const Client& client) {
  size_t written = 0, seen = 0;
  while (written < client.request_bytes) {
    const ssize_t put =
        write(client.to_server, client.request + written, client.request_bytes - written);
    if (put > 0) written += static_cast<size_t>(put);
    if (put < 0 && errno != EAGAIN) die("write request");
    if (put < 0) sched_yield();
  }
  while (seen < client.request_bytes) {
    const ssize_t got = read(client.from_server, client.reply + seen, client.request_bytes - seen);
    if (got <= 0) die("read reply");
    seen += static_cast<size_t>(got);
  }
  if (memcmp(client.request, client.reply, client.request_bytes) != 0) {
    errno = EPROTO;
    die("reply");
  }
}

static int64_t* make_values(long count) {
  auto* values_ns = static_cast<int64_t*>(calloc(static_cast<size_t>(count) + 1, sizeof(int64_t)));
  if (values_ns == nullptr) die("calloc");
  return values_ns;
}

static Client make_client(const LoadPlan& plan) {
  Client client = {};
  client.directory_watch = inotify_init1(IN_CLOEXEC);
  if (inotify_add_watch(client.directory_watch, ".", IN_CREATE) < 0) die("inotify");
  client.request_bytes = kHeaderBytes + static_cast<size_t>(plan.payload_bytes);
  client.request = static_cast<char*>(calloc(1, client.request_bytes));
  client.reply = static_cast<char*>(calloc(1, client.request_bytes));
  if (client.request == nullptr || client.reply == nullptr) die("calloc");
  memset(client.request, 'y', client.request_bytes);
  memcpy(client.request, "DATA", 4);
  const auto payload_bytes = static_cast<uint32_t>(plan.payload_bytes);
  memcpy(client.request + 4, &payload_bytes, sizeof payload_bytes);
  return client;
}

static void print_result(const LoadPlan& plan, int64_t* service_ns, int64_t* operation_ns,
                         int64_t total_ns) {
  const double seconds = static_cast<double>(total_ns) / 1e9;
  printf("{\"handshakes\":%ld,\"serviceNs\":", plan.handshake_count);
  print_quantiles(service_ns, plan.handshake_count);
  printf(",\"handshakesPerSecond\":%.1f,\"operationNs\":",
         static_cast<double>(plan.handshake_count) / seconds);
  print_quantiles(operation_ns, plan.handshake_count * plan.operation_count);
  printf("}\n");
}

int load(const LoadPlan& plan) {
  if (chdir(plan.directory) < 0) die(plan.directory);
  signal(SIGPIPE, SIG_IGN);
  alarm(300);  // whatever goes wrong, it ends
  Client client = make_client(plan);
  int64_t* service_ns = make_values(plan.handshake_count);
  int64_t* operation_ns = make_values(plan.handshake_count * plan.operation_count);
  int64_t* next_operation_ns = operation_ns;
  int64_t total_started_ns = 0;
  for (long index = -plan.warmup_count; index < plan.handshake_count; ++index) {
    const int64_t started_ns = now_ns();
    if (index == 0) total_started_ns = started_ns;
    shake_hands(client, index + plan.warmup_count);
    const int64_t established_ns = now_ns();
    if (index >= 0) service_ns[index] = established_ns - started_ns;
    // The server holds its end now, so a blocking read waits and sees the end of file.
    if (plan.operation_count > 0) fcntl(client.from_server, F_SETFL, 0);
    for (long operation = 0; operation < plan.operation_count; ++operation) {
      const int64_t sent_ns = now_ns();
      operate(client);
      if (index >= 0) *next_operation_ns++ = now_ns() - sent_ns;
    }
    if (plan.gate) await_removal(client);
    close(client.to_server);
    close(client.from_server);
    if (plan.yield) sched_yield();
  }
  print_result(plan, service_ns, operation_ns, now_ns() - total_started_ns);
  return 0;
}

}  // namespace yardstick
