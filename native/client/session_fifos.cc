// The private FIFOs of a session: made, opened, opened anew, and removed at the moment and by the
// side that the profile says; see session.h.
#include <sys/stat.h>

#include <cerrno>

#include "client/session.h"

namespace fifobench {
namespace {

// A umask may take these permissions away, so they are given once more.
int grant(int fd, unsigned mode) {
  constexpr unsigned kOwn = 0700;
  if ((mode & ~kOwn) == 0) return 0;
  return ::fchmod(fd, mode) == 0 ? 0 : -errno;
}

}  // namespace

int Session::make_fifos(Target& target) {
  Wire& wire = target.wire();
  has_own_fifo_ = !wire.up_name().empty();
  if (has_own_fifo_) {
    const unsigned mode = wire.profile().fifo_mode;
    const char* const name = wire.up_name().with(values_);
    const int directory = wire.up_name().directory();
    if (const int made = FifoName::make(directory, name, own_name_, mode); made < 0) return made;
    // The server needs its permissions, and nobody has the FIFO open yet.
    if ((mode & 077) != 0) {
      const Fd reader(open_read_end(directory, name));
      const int granted = reader.valid() ? grant(reader.get(), mode) : -errno;
      if (granted < 0) return granted;
    }
  }
  return make_down_fifo(target);
}

// A FIFO of before goes first, but its end stays open until the new one has another number.
int Session::make_down_fifo(Target& target) {
  Wire& wire = target.wire();
  if (wire.down_name().empty()) return 0;
  const unsigned mode = wire.profile().fifo_mode;
  const char* const name = wire.down_name().with(values_);
  if (const int removed = remove_name(private_name_, wire); removed < 0) return removed;
  int result = FifoName::make(wire.down_name().directory(), name, private_name_, mode);
  if (result == 0) result = open_down(wire.down_name().directory(), name);
  return result < 0 ? result : grant(private_end_.get(), mode);
}

// The new end before the old one is closed, so that no writer finds the FIFO without a reader.
int Session::open_down_again(Target& target) {
  WireName& name = target.wire().down_name();
  return open_down(name.directory(), name.with(values_));
}

int Session::open_down(int directory_fd, const char* name) {
  const int fd = open_read_end(directory_fd, name);
  if (fd < 0) return fd;
  read_watched = false;
  private_end_.reset(fd);
  return 0;
}

// -ENXIO: the server has not opened it for reading yet.
int Session::open_own_fifo(Target& target) {
  WireName& name = target.wire().up_name();
  const int fd = open_write_end(name.directory(), name.with(values_));
  if (fd < 0) return fd;
  wants_open = false;
  own_end_.reset(fd);
  const Wire& wire = target.wire();
  const bool may_go = wire.profile().unlinked_at == UnlinkedAt::kAfterOpen &&
                      wire.profile().unlinked_by != UnlinkedBy::kServer;
  return may_go ? remove_name(own_name_, wire) : 0;
}

// Both names at that moment, if it is the client who removes them and this is when.
int Session::remove_names(const Wire& wire, UnlinkedAt moment) {
  const WireProfile& profile = wire.profile();
  if (profile.unlinked_at != moment || profile.unlinked_by == UnlinkedBy::kServer) return 0;
  const int removed = remove_name(private_name_, wire);
  return removed < 0 || !own_end_.valid() ? removed : remove_name(own_name_, wire);
}

// The server may have been faster, where it is allowed to.
int Session::remove_name(FifoName& name, const Wire& wire) {
  const int removed = name.remove();
  const bool tolerated = removed == -ENOENT && wire.profile().unlinked_by != UnlinkedBy::kClient;
  return tolerated ? 0 : removed;
}

}  // namespace fifobench
