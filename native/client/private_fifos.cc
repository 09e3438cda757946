// Makes and removes private directories and FIFOs; see private_fifos.h.
#include "client/private_fifos.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

#include "core/fifo.h"

namespace fifobench {
namespace {

constexpr char kName[] = "fifo";

// And without a time stamp for each read, which is a tenth of a microsecond that a pipe is spared.
int make_blocking(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0) return -errno;
  return ::fcntl(fd, F_SETFL, (flags & ~O_NONBLOCK) | O_NOATIME) == 0 ? 0 : -errno;
}

// Core opens without blocking: so the order of the ends cannot hang.
int open_end(int fd, Fd& end) {
  if (fd < 0) return fd;
  end.reset(fd);
  return make_blocking(fd);
}

}  // namespace

PrivateDirectory::~PrivateDirectory() {
  if (!path_.empty()) ::rmdir(path_.c_str());
}

int PrivateDirectory::make(const std::string& parent_directory) {
  std::string path = parent_directory + "/fifobench-micro-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return -errno;
  path_ = path;
  directory_ = open_directory(path_.c_str());
  return directory_.valid() ? 0 : -errno;
}

int open_nameless_fifo(const PrivateDirectory& directory, OpenFifo& fifo) {
  FifoName name;
  int result = FifoName::make(directory.fd(), kName, name);
  if (result == 0) result = open_end(open_read_end(directory.fd(), kName), fifo.read_end);
  if (result == 0) result = open_end(open_write_end(directory.fd(), kName), fifo.write_end);
  return result;
}

}  // namespace fifobench
