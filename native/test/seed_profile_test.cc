// The messages of the seed's profile, and which names may be used.
#include "core/seed_profile.h"

#include <string>

#include "test/test.h"

namespace fifobench::test {
namespace {

bool is_safe(const std::string& name) {
  char field[seed::kNameBytes] = {};
  std::memcpy(field, name.data(), std::min(name.size(), sizeof field));
  return seed::is_safe_name(field);
}

}  // namespace

TEST("a message is its tag and its name, padded with NUL") {
  seed::Message message;
  CHECK(seed::fill(message, seed::kConnectTag, "c/123456"));
  const std::string bytes(reinterpret_cast<const char*>(&message), sizeof message);
  CHECK(bytes == "CONNc/123456" + std::string(52, '\0'));
  CHECK(seed::has_tag(bytes.data(), seed::kConnectTag));
  CHECK(!seed::has_tag(bytes.data(), seed::kResponseTag));
}

TEST("the acknowledgement's tag ends with a NUL") {
  seed::Message message;
  CHECK(seed::fill(message, seed::kAcknowledgeTag, "x"));
  CHECK_EQUAL(std::string(message.tag, sizeof message.tag), std::string("ACK\0", 4));
}

TEST("a name without room for its NUL is not sent") {
  seed::Message message;
  CHECK(seed::fill(message, seed::kConnectTag, std::string(59, 'x').c_str()));
  CHECK(!seed::fill(message, seed::kConnectTag, std::string(60, 'x').c_str()));
}

TEST("a payload's length is written little-endian and read back") {
  for (const std::uint32_t length : {0U, 1U, 255U, 256U, 65'536U, 1U << 20, 0xfedcba98U}) {
    char header[seed::kHeaderBytes];
    seed::set_payload_length(header, length);
    CHECK_EQUAL(seed::payload_length(header), length);
  }
  char header[seed::kHeaderBytes];
  seed::set_payload_length(header, 0x04030201);
  CHECK_EQUAL(std::string(header + seed::kTagBytes, 4), "\x01\x02\x03\x04");
}

TEST("relative names of ordinary components are safe") {
  for (const char* name : {"1", "c/123456", "a.fifo", "..a", ".hidden", "a/b/c", "wkp2"}) {
    CHECK(is_safe(name));
  }
  CHECK(is_safe(std::string(59, 'x')));
}

TEST("names that are empty, absolute, too long, climb or name the well-known pipe are not safe") {
  for (const char* name : {"", "/tmp/x", "..", ".", "../x", "c/..", "c/../x", "./x", "c//x", "c/",
                           "wkp"}) {
    CHECK(!is_safe(name));
  }
  CHECK(!is_safe(std::string(60, 'x')));
}

}  // namespace fifobench::test
