// How many descriptors this process may have open.
#pragma once

#include <cstdint>

namespace fifobench {

// Raises the limit to `wanted` where it is lower, as far as that is allowed: above the hard limit
// it takes a privilege. Returns what the limit is then.
std::uint64_t raise_descriptor_limit(std::uint64_t wanted);

}  // namespace fifobench
