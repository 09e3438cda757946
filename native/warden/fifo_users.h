// Who uses a FIFO: whoever has it open, and whoever waits in an open of it. The FIFO itself is not
// touched, since many servers take an open and close for a client.
#pragma once

#include <sys/types.h>

#include <string>

namespace fifobench {

// A process that has the FIFO at this absolute path open, or waits for its other side; 0: there is
// none that this process may look at.
pid_t find_fifo_user(const std::string& path);

}  // namespace fifobench
