// Signals by name, as people and Node write them.
#pragma once

#include <string>
#include <string_view>

namespace fifobench {

// "SIGTERM", or "SIG99" where it has no name here.
std::string signal_name(int signal);

// From a name or a number; 0 when it is neither.
int parse_signal(std::string_view text);

}  // namespace fifobench
