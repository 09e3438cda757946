// One event as a line of JSON on standard output.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fifobench {

class JsonLine {
 public:
  explicit JsonLine(std::string_view event);

  JsonLine& number(const char* key, std::int64_t value);
  JsonLine& boolean(const char* key, bool value);
  // Bytes that are no UTF-8 become U+FFFD.
  JsonLine& text(const char* key, std::string_view value);
  JsonLine& null(const char* key);
  // A JSON object as somebody else wrote it, put on one line; null when its brackets do not match.
  JsonLine& foreign_object(const char* key, std::string_view json);
  JsonLine& begin_object(const char* key);
  JsonLine& end_object();

  // Writes the line; false when nobody reads it, or not within two seconds.
  bool send();

 private:
  void add_key(const char* key);

  std::string line_;
};

}  // namespace fifobench
