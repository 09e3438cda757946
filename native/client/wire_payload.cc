// Makes and marks payloads; see wire_payload.h.
#include "client/wire_payload.h"

#include <algorithm>
#include <cstring>

namespace fifobench {
namespace {

constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t kLetterCount = sizeof kAlphabet - 1;
// These stay apart under every transform, also where it folds upper and lower case.
constexpr char kMarkDigits[] = "0123456789abcdefghijklmnopqrstuv";

bool is_upper(int byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_lower(int byte) { return byte >= 'a' && byte <= 'z'; }

int transformed(int byte, Transform transform) {
  constexpr int kCaseBit = 'a' - 'A';
  const bool changes_case =
      (is_lower(byte) && (transform == Transform::kUpper || transform == Transform::kSwapcase)) ||
      (is_upper(byte) && (transform == Transform::kLower || transform == Transform::kSwapcase));
  if (changes_case) return byte ^ kCaseBit;
  if (transform != Transform::kRot13 || (!is_upper(byte) && !is_lower(byte))) return byte;
  const int first = is_upper(byte) ? 'A' : 'a';
  return first + (byte - first + 13) % 26;
}

}  // namespace

WirePayload::WirePayload(std::uint32_t size_bytes, bool marked, Transform transform)
    : size_bytes_(size_bytes), marked_(marked) {
  for (int byte = 0; byte < 256; ++byte) {
    map_[static_cast<std::size_t>(byte)] = static_cast<char>(transformed(byte, transform));
  }
}

void WirePayload::write(char* to) const {
  for (std::size_t at = 0; at < size_bytes_; ++at) {
    to[at] = map_[static_cast<unsigned char>(kAlphabet[at % kLetterCount])];
  }
}

// The fastest changing digits come first, for payloads that are shorter than the mark.
void WirePayload::mark(char* to, std::uint32_t id, std::uint32_t seq) const {
  char digits[kMarkBytes];
  for (std::size_t at = 0; at < kMarkBytes; at += 2) {
    digits[at] = map_[static_cast<unsigned char>(kMarkDigits[id % 32])];
    digits[at + 1] = map_[static_cast<unsigned char>(kMarkDigits[seq % 32])];
    id /= 32;
    seq /= 32;
  }
  std::memcpy(to, digits, std::min(kMarkBytes, size_bytes_));
}

}  // namespace fifobench
