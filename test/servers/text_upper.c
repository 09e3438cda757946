// Speaks fixed text buffers: 10 bytes of a name, 10 bytes of welcome, the same 10 bytes back, then
// 1000 bytes each way, in capitals. Basic: one client at a time. Naive: whoever opens the pipe at
// the same moment is mixed up with the client, a client that dies leaves the server waiting or ends
// it, nothing is checked, and no signal is handled, so that the pipe stays behind.
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WKP "mario"
#define HANDSHAKE_BYTES 10
#define BUFFER_BYTES 1000

int main() {
  char name[HANDSHAKE_BYTES + 1];
  char answer[HANDSHAKE_BYTES];
  char buffer[BUFFER_BYTES];

  while (1) {
    mkfifo(WKP, 0644);
    printf("waiting for a client\n");
    int from_client = open(WKP, O_RDONLY);
    remove(WKP);

    memset(name, 0, sizeof(name));
    read(from_client, name, HANDSHAKE_BYTES);
    printf("client: %s\n", name);

    int to_client = open(name, O_WRONLY);
    char welcome[HANDSHAKE_BYTES] = "welcome";
    write(to_client, welcome, HANDSHAKE_BYTES);
    read(from_client, answer, HANDSHAKE_BYTES);
    if (strcmp(answer, welcome) == 0) printf("handshake complete\n");

    while (read(from_client, buffer, BUFFER_BYTES) > 0) {
      for (int i = 0; i < BUFFER_BYTES; i++) buffer[i] = toupper(buffer[i]);
      write(to_client, buffer, BUFFER_BYTES);
    }
    close(to_client);
    close(from_client);
  }
}
