// Memory that a server holds for no other reason than that a fork has to copy its page tables.
#pragma once

#include <cstddef>

namespace fifobench {

// Takes that many bytes of private anonymous memory and writes to each page, so that each has an
// entry in the page tables; it stays until the process ends. 0 or the negated errno.
int hold_ballast(std::size_t bytes);

}  // namespace fifobench
