// Building and sending a line of JSON; see json_line.h.
#include "warden/json_line.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace fifobench {
namespace {

// How many bytes the character at the start of `text` has; 0 when it is no valid UTF-8.
std::size_t utf8_length(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
  for (std::size_t at = 1; at < length; ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) return 0;
  }
  return length;
}

void append_character(std::string& line, std::string_view character) {
  const char first = character[0];
  if (first == '"' || first == '\\') {
    line += '\\';
    line += first;
  } else if (static_cast<unsigned char>(first) < 0x20) {
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(first));
    line += escaped;
  } else {
    line += character;
  }
}

void append_string(std::string& line, std::string_view value) {
  line += '"';
  while (!value.empty()) {
    const std::size_t length = utf8_length(value);
    if (length == 0) line += "\\ufffd";
    if (length != 0) append_character(line, value.substr(0, length));
    value.remove_prefix(std::max<std::size_t>(length, 1));
  }
  line += '"';
}

// Whether it is one object whose brackets and strings all end.
bool is_balanced_object(std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char character = json[at];
    if (in_string) {
      if (character == '\\') ++at;
      if (character == '"') in_string = false;
      continue;
    }
    if (character == '"') in_string = true;
    if (character == '{' || character == '[') ++depth;
    if (character == '}' || character == ']') --depth;
    if (depth <= 0 && at + 1 < json.size()) return false;
  }
  return depth == 0 && !in_string && json.size() >= 2;
}

}  // namespace

JsonLine::JsonLine(std::string_view event) : line_("{") { text("event", event); }

void JsonLine::add_key(const char* key) {
  if (line_.back() != '{') line_ += ',';
  append_string(line_, key);
  line_ += ':';
}

JsonLine& JsonLine::number(const char* key, std::int64_t value) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "%lld", static_cast<long long>(value));
  add_key(key);
  line_ += digits;
  return *this;
}

JsonLine& JsonLine::boolean(const char* key, bool value) {
  add_key(key);
  line_ += value ? "true" : "false";
  return *this;
}

JsonLine& JsonLine::text(const char* key, std::string_view value) {
  add_key(key);
  append_string(line_, value);
  return *this;
}

JsonLine& JsonLine::null(const char* key) {
  add_key(key);
  line_ += "null";
  return *this;
}

JsonLine& JsonLine::foreign_object(const char* key, std::string_view json) {
  while (!json.empty() && static_cast<unsigned char>(json.back()) <= ' ') json.remove_suffix(1);
  if (!is_balanced_object(json)) return null(key);
  add_key(key);
  for (const char character : json) {
    line_ += static_cast<unsigned char>(character) < ' ' ? ' ' : character;
  }
  return *this;
}

JsonLine& JsonLine::begin_object(const char* key) {
  add_key(key);
  line_ += '{';
  return *this;
}

JsonLine& JsonLine::end_object() {
  line_ += '}';
  return *this;
}

bool JsonLine::send() {
  constexpr int kPatienceMs = 2'000;
  constexpr std::size_t kPieceBytes = 4096;
  line_ += "}\n";
  std::string_view rest = line_;
  while (!rest.empty()) {
    pollfd descriptor = {STDOUT_FILENO, POLLOUT, 0};
    if (::poll(&descriptor, 1, kPatienceMs) <= 0) return false;
    // A pipe that is writable has room for this much, so the write does not block.
    const ssize_t size = ::write(STDOUT_FILENO, rest.data(), std::min(rest.size(), kPieceBytes));
    if (size < 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

}  // namespace fifobench
