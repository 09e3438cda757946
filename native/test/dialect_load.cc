// Dialects and their load; see dialect_load.h.
#include "test/dialect_load.h"

#include <filesystem>

#include "test/process.h"
#include "test/wire_steps.h"

namespace fifobench::test {
namespace {

// The server goes on to make and remove its well-known pipe, so that is left out.
int count_private_fifos(const std::string& directory, const std::string& wkp_path) {
  const std::filesystem::path wkp = std::filesystem::path(wkp_path).filename();
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    count += entry.path().filename() != wkp && entry.is_fifo() ? 1 : 0;
  }
  return count;
}

}  // namespace

WireProfile session_dialect(const char* wkp_path) {
  WireProfile profile;
  profile.wkp_path = wkp_path;
  profile.wkp_is_removed = true;
  profile.gate = GateStretch::kUntilUnlinked;
  profile.down_name = {decimal(NumberSource::kId)};
  profile.unlinked_at = UnlinkedAt::kAfterAck;
  profile.connect = {begin(), decimal(NumberSource::kId), fill(10)};
  profile.operation = OperationPattern::kRequestReply;
  return profile;
}

std::string accept_client(const char* wkp_path, std::size_t byte_count, Fd& up) {
  make_pipe(wkp_path);
  up = open_in(wkp_path);
  remove_pipe(wkp_path);
  return get(up, byte_count);
}

WireProfile permanent_dialect(const char* wkp_path) {
  WireProfile profile;
  profile.wkp_path = wkp_path;
  profile.down_per_reply = true;
  profile.down_name = {decimal(NumberSource::kId)};
  profile.operation = OperationPattern::kRequestReply;
  return profile;
}

const Fd& shared_pipe(const char* wkp_path) {
  static Fd pipe;
  static Fd own_writer;
  if (!pipe.valid()) {
    make_pipe(wkp_path);
    pipe = open_in(wkp_path);
    own_writer = open_out(wkp_path);
  }
  return pipe;
}

Totals load(const LittleServer& server, const WireProfile& profile, const DialectLoad& load) {
  BlockPlan plan;
  plan.targets.push_back({server.directory().path(), 0, false, profile});
  plan.handshake_limit = load.handshake_count;
  plan.thread_count = load.thread_count;
  plan.operation_count = load.operation_count;
  plan.payload_bytes = load.payload_bytes;
  plan.timeout_ns = kPatience;
  return run_block(plan, load.client_count);
}

void check_complete(const LittleServer& server, const WireProfile& profile,
                    const DialectLoad& wanted) {
  const Totals totals = load(server, profile, wanted);
  CHECK_EQUAL(totals.established, wanted.handshake_count);
  CHECK_EQUAL(totals.operations, wanted.handshake_count * wanted.operation_count);
  CHECK_EQUAL(totals.failed + totals.unfinished, std::uint64_t{0});
  CHECK_EQUAL(count_private_fifos(server.directory().path(), profile.wkp_path), 0);
}

}  // namespace fifobench::test
