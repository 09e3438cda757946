// Speaks a number and its successor: 10 bytes of decimal text with the client's number, which names
// its pipe too; a random number; that number plus one; then 1000 bytes each way, rotated by 13
// letters. Forking. Naive: children are never waited for, the parent keeps each client's pipe open,
// only Ctrl-C is handled, a pipe that was left behind ends the next start, and errors end it too.
#include <ctype.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define WKP "mario"
#define NUMBER_BYTES 10
#define BUFFER_BYTES 1000

static void sighandler(int signo) {
  if (signo == SIGINT) {
    remove(WKP);
    exit(0);
  }
}

static void rotate(char *text) {
  for (int i = 0; i < BUFFER_BYTES; i++) {
    if (islower(text[i])) text[i] = (text[i] - 'a' + 13) % 26 + 'a';
    if (isupper(text[i])) text[i] = (text[i] - 'A' + 13) % 26 + 'A';
  }
}

int server_setup() {
  if (mkfifo(WKP, 0600) == -1) {
    perror("mkfifo");
    exit(1);
  }
  int from_client = open(WKP, O_RDONLY);
  if (from_client == -1) {
    perror("open");
    exit(1);
  }
  remove(WKP);
  return from_client;
}

int server_connect(int from_client) {
  char pid[NUMBER_BYTES + 1] = "";
  if (read(from_client, pid, NUMBER_BYTES) <= 0) {
    printf("no name\n");
    exit(1);
  }
  int to_client = open(pid, O_WRONLY);
  if (to_client == -1) {
    perror("client's pipe");
    exit(1);
  }
  return to_client;
}

void subserver(int from_client) {
  char number[NUMBER_BYTES] = "";
  char answer[NUMBER_BYTES] = "";
  char buffer[BUFFER_BYTES];
  int to_client = server_connect(from_client);
  int x = rand() % 1000000;
  sprintf(number, "%d", x);
  write(to_client, number, NUMBER_BYTES);
  read(from_client, answer, NUMBER_BYTES);
  if (atoi(answer) != x + 1) {
    printf("handshake failed: sent %d, got %s\n", x, answer);
    exit(1);
  }
  while (read(from_client, buffer, BUFFER_BYTES) > 0) {
    rotate(buffer);
    write(to_client, buffer, BUFFER_BYTES);
  }
  exit(0);
}

int main() {
  signal(SIGINT, sighandler);
  srand(time(NULL));
  while (1) {
    int from_client = server_setup();
    pid_t f = fork();
    if (f == 0) subserver(from_client);
  }
}
