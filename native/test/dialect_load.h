// Load on a little server that speaks a dialect, and what must have come of it.
#pragma once

#include "client/wire_profile.h"
#include "test/engine_run.h"
#include "test/little_server.h"
#include "test/test.h"

namespace fifobench::test {

struct DialectLoad {
  std::uint32_t client_count = 1;
  std::uint32_t operation_count = 0;
  std::uint32_t payload_bytes = 0;
  std::uint64_t handshake_count = 40;
  int thread_count = 1;
};

// The well-known pipe is removed for each client and held by it; the private FIFO is named by the
// bare id.
WireProfile session_dialect(const char* wkp_path);
// The server's side of that: offers the pipe, removes it for the client that comes, and returns
// what that said in so many bytes.
std::string accept_client(const char* wkp_path, std::size_t byte_count, Fd& up);
// The well-known pipe stays, clients say nothing before their first request, and the server opens
// the private FIFO for each reply.
WireProfile permanent_dialect(const char* wkp_path);
// The server's side: the pipe's read end, which never sees an end of the file.
const Fd& shared_pipe(const char* wkp_path);

Totals load(const LittleServer& server, const WireProfile& profile, const DialectLoad& load);
// Every handshake and operation took place, none failed, and no private FIFO is left.
void check_complete(const LittleServer& server, const WireProfile& profile,
                    const DialectLoad& wanted);

}  // namespace fifobench::test
