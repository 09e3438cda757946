// FIFOs in a directory of their own, for experiments that need no server. The directory goes when
// its owner dies; the FIFOs in it must have gone before.
#pragma once

#include <string>

#include "core/fd.h"

namespace fifobench {

class PrivateDirectory {
 public:
  PrivateDirectory() = default;
  PrivateDirectory(const PrivateDirectory&) = delete;
  PrivateDirectory& operator=(const PrivateDirectory&) = delete;
  ~PrivateDirectory();

  // 0 or the negated errno.
  int make(const std::string& parent_directory);
  int fd() const { return directory_.get(); }

 private:
  std::string path_;
  Fd directory_;
};

// Both ends of a FIFO; reading and writing block, and reading leaves no time stamp.
struct OpenFifo {
  Fd read_end;
  Fd write_end;
};

// Makes a FIFO, opens both ends and removes its name again; 0 or the negated errno.
int open_nameless_fifo(const PrivateDirectory& directory, OpenFifo& fifo);

}  // namespace fifobench
