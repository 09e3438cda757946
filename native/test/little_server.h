// A server of a few lines, in a child process and a directory of its own, and the blocking calls
// that such lines are made of. It is killed when its owner dies.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

#include "core/fd.h"
#include "test/scratch_directory.h"

namespace fifobench::test {

class LittleServer {
 public:
  using Serve = std::function<void()>;

  // `serve` is called over and over, in the child, whose working directory is directory().
  explicit LittleServer(const Serve& serve);
  LittleServer(const LittleServer&) = delete;
  LittleServer& operator=(const LittleServer&) = delete;
  ~LittleServer();

  const ScratchDirectory& directory() const { return directory_; }

 private:
  ScratchDirectory directory_;
  pid_t pid_;
};

// For the lines of a server. Any failure ends the child.
void make_pipe(const std::string& name);
Fd open_in(const std::string& name);
Fd open_out(const std::string& name);
void remove_pipe(const std::string& name);
// Waits for all that was asked for; less at the end of the file.
std::string get(const Fd& from, std::size_t byte_count);
// Up to the end of the file, or to and with a newline.
std::string get_all(const Fd& from);
std::string get_line(const Fd& from);
// False when there is no reader any more.
bool put(const Fd& to, const std::string& bytes);
// Up to the first NUL.
std::string text_of(const std::string& field);
// Filled up with NUL.
std::string padded(std::string text, std::size_t byte_count);
std::string little_endian(std::uint64_t number, std::size_t width_bytes);
std::uint64_t number_of(const std::string& little_endian);
std::string upper(std::string text);

}  // namespace fifobench::test
