// A directory with one of the built-in servers running in it, which waits a minute for its clients
// unless it is told otherwise: on a busy machine a test may take long for its next step.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "test/process.h"
#include "test/scratch_directory.h"
#include "test/seed_client.h"

namespace fifobench::test {

inline constexpr const char* kAllPatterns[] = {"basic", "forking", "forking-unlink-first"};

class ServedDirectory {
 public:
  explicit ServedDirectory(const std::string& pattern,
                           const std::vector<std::string>& more_options = {},
                           Process::Forking forking = Process::Forking::kAllowed);

  // A client whose private FIFO has a name of its own.
  SeedClient make_client() {
    return SeedClient(directory_.fd(), "c/" + std::to_string(++client_count_));
  }

  // A client that comes now is served, from its name to the end of an operation.
  bool serves_another();

  // SIGTERM, when no session of a subserver is left; whether it then ends with status 0, soon, and
  // leaves no pipe behind.
  bool stops_cleanly();

  // A counter of the statistics file, which is there after the stop; -1 when it has no such
  // counter.
  long counter(const std::string& name) const;

  // How many values one of its histograms holds; -1 when there is no such histogram.
  long count_recorded(const std::string& name) const;

  Process& process() { return *process_; }
  const ScratchDirectory& directory() const { return directory_; }

 private:
  ScratchDirectory directory_;
  std::unique_ptr<Process> process_;
  int client_count_ = 0;
};

}  // namespace fifobench::test
