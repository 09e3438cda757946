// FIFOs relative to a directory descriptor: making, opening without ever blocking, checking and
// removing. All functions return 0 (or a descriptor) on success and the negated errno on failure.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/fd.h"

namespace fifobench {

// The inode behind a name or a descriptor; the pair is unique while the FIFO is open somewhere.
struct FifoIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  bool operator==(const FifoIdentity&) const = default;
};

// -EEXIST when the name is taken. The process's umask takes permissions away.
int make_fifo(int directory_fd, const char* name, unsigned mode = 0600);

int remove_fifo(int directory_fd, const char* name);

// Opens the read end of a FIFO of this user; succeeds at once whether or not there is a writer. A
// symbolic link is not followed: -ELOOP.
int open_read_end(int directory_fd, const char* name);

// Opens the write end; -ENOENT: no such name, -ENXIO: nobody has it open for reading.
int open_write_end(int directory_fd, const char* name);

// As open_write_end, for a name that a stranger chose: it must stay below the directory, cross no
// symbolic link, and be a FIFO of this process's user; otherwise -EACCES (or the kernel's own
// error).
int open_stranger_write_end(int directory_fd, const char* name);

// Which FIFO a name stands for now; -ENOENT when there is none.
int identify_name(int directory_fd, const char* name, FifoIdentity& identity);

// Which FIFO a descriptor has open.
int identify_descriptor(int fd, FifoIdentity& identity);

// Owns the name of a FIFO: removed when the owner dies, unless it was dropped before. The directory
// descriptor must outlive it, the name (shorter than kNameBytes) is copied.
class FifoName {
 public:
  static constexpr std::size_t kNameBytes = 256;

  FifoName() = default;
  FifoName(FifoName&& other) noexcept;
  FifoName& operator=(FifoName&& other) noexcept;
  FifoName(const FifoName&) = delete;
  FifoName& operator=(const FifoName&) = delete;
  ~FifoName() { remove(); }

  // Makes the FIFO; 0 or the negated errno (nothing is owned then).
  static int make(int directory_fd, const char* name, FifoName& owner, unsigned mode = 0600);

  const char* get() const { return name_; }
  bool owned() const { return directory_fd_ >= 0; }
  // Removes the FIFO now; 0, the negated errno, or 0 when nothing is owned.
  int remove();
  // Forgets it without removing it.
  void drop() { directory_fd_ = -1; }

 private:
  int directory_fd_ = -1;
  char name_[kNameBytes] = {};
};

}  // namespace fifobench
