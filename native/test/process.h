// A child process of a test, in a session of its own. It is killed with its whole group and reaped
// when its owner dies, and killed when the test program dies.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/fd.h"

namespace fifobench::test {

// Long enough for a busy machine; only a failure takes so long.
inline constexpr Nanoseconds kPatience = 30 * kSecond;

// The path of an executable that is built beside this one.
std::string find_executable(const std::string& name);

// Asks once a millisecond, for as long as kPatience; false when the condition never held.
bool eventually(const std::function<bool()>& condition);

class Process {
 public:
  enum class Streams { kInherited, kPiped };  // standard input and output

  // kDenied: the kernel refuses every fork of the child with EAGAIN.
  enum class Forking { kAllowed, kDenied };

  Process(const std::vector<std::string>& command, Streams streams = Streams::kInherited,
          Forking forking = Forking::kAllowed);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  pid_t pid() const { return pid_; }
  void signal(int signal) const;

  // Waits for its end and returns its wait status; empty when it outlives kPatience.
  std::optional<int> await_end();

  // For Streams::kPiped: the next line it prints without its newline; empty at the end of its
  // output or after kPatience.
  std::string read_line();
  void write(const std::string& text) const;
  void end_input() { input_.reset(); }

 private:
  pid_t pid_ = 0;
  bool ended_ = false;
  int wait_status_ = 0;
  Fd input_;
  Fd output_;
  std::string buffered_;
};

// Whether an exit status is an ordinary end with this code.
bool ended_with(const std::optional<int>& wait_status, int code);

// The states ('S', 'Z', ...) of a process's children.
std::string child_states(pid_t pid);
// The state ('S', 'T', ...) of a process; NUL when it is gone.
char state_of(pid_t pid);
// The name of the program that a process runs, which exec changes; empty when it is gone.
std::string program_of(pid_t pid);
// Whether a process lives; a zombie does not.
bool is_alive(pid_t pid);
int count_descriptors(pid_t pid);

}  // namespace fifobench::test
