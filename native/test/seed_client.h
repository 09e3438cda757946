// A client of the seed's profile, one step at a time, so that a test can stop it anywhere. Each
// step has a deadline and says whether it went as the profile has it.
#pragma once

#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/fd.h"
#include "core/seed_profile.h"

namespace fifobench::test {

enum class Outcome { kReply, kEndOfFile, kTimeout, kWrong };

inline std::string describe(Outcome outcome) {
  constexpr const char* kNames[] = {"a reply", "end of file", "timeout", "a wrong reply"};
  return kNames[static_cast<int>(outcome)];
}

class SeedClient {
 public:
  // Makes the private FIFO `name` in the server's directory and opens it.
  SeedClient(int directory_fd, const std::string& name);

  // For a client that opens its private FIFO late.
  void close_private() { from_server_.reset(); }
  void open_private();

  // Opens the well-known pipe; waits for it to appear and to be opened.
  bool open_pipe();
  // Sends any bytes through the well-known pipe, in pieces of at most `piece_bytes`.
  bool send(std::string_view bytes, std::size_t piece_bytes = 1 << 20);
  bool send_name() { return send(message(seed::kConnectTag)); }
  Outcome await_acknowledgement();
  bool respond() { return send(message(seed::kResponseTag)); }
  // One operation; the reply must repeat the payload.
  Outcome exchange(std::string_view payload, std::size_t piece_bytes = 1 << 20);
  // Waits for exactly these bytes.
  Outcome await_bytes(std::string_view expected);
  // Whether nothing comes for that long.
  bool stays_silent(Nanoseconds duration_ns) const;
  // Waits for the server to close its end without a word.
  Outcome await_end_of_file() { return await_bytes(std::string(1, '\0')); }
  // Waits until the server has let go of the pipe that we have open.
  bool await_broken_pipe();

  // Waits until the incarnation that we have open is no longer there to be opened.
  bool await_removal() const;

  // All of the handshake.
  bool establish();
  void leave();

  std::string message(const char* tag) const;
  static std::string request(std::string_view payload);

 private:
  int directory_fd_;
  std::string name_;
  Fd from_server_;
  Fd to_server_;
};

}  // namespace fifobench::test
