// Taking and touching memory; see ballast.h.
#include "servers/ballast.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace fifobench {

int hold_ballast(std::size_t bytes) {
  if (bytes == 0) return 0;
  void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return -errno;
  // A huge page is one entry where there would be 512, and whether there are any depends on the
  // machine's settings and on how fragmented its memory is: without them a fork costs the same
  // every time. A kernel that has none refuses the advice.
  ::madvise(memory, bytes, MADV_NOHUGEPAGE);
  const auto page_bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  auto* const first = static_cast<volatile char*>(memory);
  for (std::size_t at = 0; at < bytes; at += page_bytes) first[at] = 1;
  return 0;
}

}  // namespace fifobench
