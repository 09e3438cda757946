// The directory of one run: made fresh, owned, and removed with all that is in it. Removal stays
// below it: it goes by directory descriptors and follows no symbolic link.
//
//   fifobench-XXXXXX/   server.log  stats.json
//     s/                the server runs here, its well-known pipe is here
//       c/              private FIFOs of the clients
#pragma once

#include <cstddef>
#include <string>

#include "core/fd.h"

namespace fifobench {

class RunDirectory {
 public:
  RunDirectory() = default;
  RunDirectory(const RunDirectory&) = delete;
  RunDirectory& operator=(const RunDirectory&) = delete;
  ~RunDirectory() { remove(); }

  // Makes it below `parent`; 0 or the negated errno.
  int make(const std::string& parent);

  // Lets the server run in a directory that is there already and stays; 0 or the negated errno.
  int lend_server_directory(const std::string& path);

  // Removes it; 0, or the negated errno of the last thing that could not be removed.
  int remove();

  std::string server_path() const { return lent_path_.empty() ? path_ + "/s" : lent_path_; }
  std::string statistics_path() const { return path_ + "/stats.json"; }
  int server_directory_fd() const { return server_directory_.get(); }
  int log_fd() const { return log_.get(); }

  // The last bytes of what the server printed, at most `size`.
  std::string read_log_tail(std::size_t size) const;
  // The whole statistics file; empty when there is none, or it is larger than 4 MiB.
  std::string read_statistics() const;
  // Empties a log that has grown beyond 16 MiB: on a tmpfs it is memory.
  void bound_log() const;

 private:
  std::string path_;
  std::string lent_path_;
  Fd parent_;
  Fd directory_;
  Fd server_directory_;
  Fd log_;
};

}  // namespace fifobench
