// Finding names by pattern; see private_names.h.
#include "warden/private_names.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <string_view>

namespace fifobench {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

constexpr std::string_view kId = "{id}";

bool matches(std::string_view name, std::string_view before, std::string_view after) {
  if (name.size() <= before.size() + after.size() || !name.starts_with(before) ||
      !name.ends_with(after)) {
    return false;
  }
  const std::string_view id =
      name.substr(before.size(), name.size() - before.size() - after.size());
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  return std::all_of(id.begin(), id.end(), is_digit);
}

bool is_ours(const std::string& path, Nanoseconds since_ns) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) < 0 || !S_ISFIFO(status.st_mode)) return false;
  const Nanoseconds changed_ns = status.st_ctim.tv_sec * kSecond + status.st_ctim.tv_nsec;
  return status.st_uid == ::geteuid() && changed_ns >= since_ns;
}

int remove_matching(const std::string& pattern, Nanoseconds since_ns) {
  const std::size_t slash = pattern.rfind('/');
  const std::size_t id = pattern.find(kId);
  if (id == std::string::npos) {
    return is_ours(pattern, since_ns) && ::unlink(pattern.c_str()) == 0 ? 1 : 0;
  }
  // An id in the name of a directory is none of what clients make.
  if (slash == std::string::npos || id < slash) return 0;
  const std::string directory = pattern.substr(0, slash + 1);
  const std::string before = pattern.substr(slash + 1, id - slash - 1);
  const std::string after = pattern.substr(id + kId.size());
  const std::unique_ptr<DIR, CloseDirectory> stream(::opendir(directory.c_str()));
  if (stream == nullptr) return 0;
  int count = 0;
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string path = directory + entry->d_name;
    if (!matches(entry->d_name, before, after) || !is_ours(path, since_ns)) continue;
    if (::unlink(path.c_str()) == 0) ++count;
  }
  return count;
}

}  // namespace

int remove_private_fifos(const std::vector<std::string>& patterns, Nanoseconds since_ns) {
  int count = 0;
  for (const std::string& pattern : patterns) count += remove_matching(pattern, since_ns);
  return count;
}

Nanoseconds file_time_ns() {
  timespec now = {};
  // The kernel stamps files with the coarse clock.
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return now.tv_sec * kSecond + now.tv_nsec;
}

}  // namespace fifobench
