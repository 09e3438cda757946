// Checking names that strangers sent; see seed_profile.h.
#include "core/seed_profile.h"

#include <string_view>

namespace fifobench::seed {

bool is_safe_name(const char (&name)[kNameBytes]) {
  const std::size_t length = ::strnlen(name, kNameBytes);
  if (length == 0 || length == kNameBytes) return false;
  std::string_view rest(name, length);
  if (rest == kWellKnownPipe) return false;
  while (true) {
    const std::size_t slash = rest.find('/');
    const std::string_view component = rest.substr(0, slash);
    if (component.empty() || component == "." || component == "..") return false;
    if (slash == std::string_view::npos) return true;
    rest.remove_prefix(slash + 1);
  }
}

}  // namespace fifobench::seed
