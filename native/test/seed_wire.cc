// The messages of the seed as steps; see seed_wire.h.
#include "test/seed_wire.h"

#include "test/wire_steps.h"

namespace fifobench::test {
namespace {

std::vector<WriteStep> named(std::string tag) {
  return {bytes(std::move(tag)), begin(), bytes("c/"), decimal(NumberSource::kId), fill(60)};
}

}  // namespace

WireProfile seed_wire() {
  WireProfile profile;
  profile.wkp_path = "wkp";
  profile.wkp_is_removed = true;
  profile.gate = GateStretch::kUntilUnlinked;
  profile.down_name = {bytes("c/"), decimal(NumberSource::kId)};
  profile.unlinked_at = UnlinkedAt::kAfterAck;
  profile.connect = named("CONN");
  profile.ack = {expect(named(std::string("ACK\0", 4)))};
  profile.response = named("RESP");
  profile.operation = OperationPattern::kRequestReply;
  const WriteStep length = integer(NumberSource::kPayloadBytes, 4);
  profile.request = {bytes("DATA"), length, payload()};
  profile.reply = {expect({bytes("DATA"), length, payload()})};
  return profile;
}

}  // namespace fifobench::test
