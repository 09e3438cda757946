// RLIMIT_NOFILE; see descriptor_limit.h.
#include "core/descriptor_limit.h"

#include <sys/resource.h>

#include <algorithm>

namespace fifobench {

std::uint64_t raise_descriptor_limit(std::uint64_t wanted) {
  rlimit limit = {};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur >= wanted) return limit.rlim_cur;
  const rlimit beyond = {wanted, std::max<rlim_t>(wanted, limit.rlim_max)};
  if (::setrlimit(RLIMIT_NOFILE, &beyond) == 0) return wanted;
  const rlimit allowed = {limit.rlim_max, limit.rlim_max};
  return ::setrlimit(RLIMIT_NOFILE, &allowed) == 0 ? limit.rlim_max : limit.rlim_cur;
}

}  // namespace fifobench
