// One end of a FIFO, one call at a time: what the experiments with single FIFOs are made of. The
// hot path does not use it.
#pragma once

#include <fcntl.h>

#include <cstddef>

#include "core/fd.h"

namespace fifobench {

// Names are taken relative to the process's working directory.
inline constexpr int kWorkingDirectory = AT_FDCWD;

class FifoEnd {
 public:
  enum class Side { kRead, kWrite };
  struct Readiness {
    bool ready;    // there is something to read, or room to write
    bool hung_up;  // the last other end is gone
  };

  // Opens without blocking; error() tells whether it worked: 0 or an errno. ENXIO: no reader.
  FifoEnd(const char* path, Side side);

  int error() const { return error_; }
  // Bytes moved, 0 at the end of the file, or the negated errno: -EAGAIN when it would have to
  // wait.
  long read(void* bytes, std::size_t byte_count);
  long write(const void* bytes, std::size_t byte_count);
  // Waits for something to happen, at most `timeout_ms`.
  Readiness wait(int timeout_ms);
  void close() { end_.reset(); }

 private:
  Fd end_;
  Side side_;
  int error_;
};

}  // namespace fifobench
