// Notices the moment when the server's well-known pipe appears, by inotify and stat. The pipe is
// never opened: many servers take an open and close for a client, and end.
#pragma once

#include <string>

#include "core/fd.h"

namespace fifobench {

class Readiness {
 public:
  // `name` is relative to `server_path`, or absolute. Says in words what stands in the way: some-
  // thing of that name that is no FIFO of this user, or one that somebody uses. One that nobody
  // uses is left over from earlier and removed. Empty: nothing stands in the way.
  std::string watch(const std::string& server_path, const std::string& name);

  // To be polled for input; -1 when nothing is watched any more.
  int fd() const { return notifications_.get(); }

  // Whether the name is a FIFO now. Takes what has been notified.
  bool look();

  // Stops watching, so that the server's later work wakes nobody.
  void end() { notifications_.reset(); }

  bool name_exists() const;
  const std::string& path() const { return path_; }
  // Removes what a server leaves behind outside of the run directory.
  void remove_name() const;

 private:
  std::string clear_name() const;

  Fd notifications_;
  std::string path_;
};

}  // namespace fifobench
