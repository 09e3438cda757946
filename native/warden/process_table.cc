// Reading /proc; see process_table.h.
#include "warden/process_table.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>

#include "core/fd.h"

namespace fifobench {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};

std::string read_text(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  if (!file.valid()) return text;
  char piece[4096];
  ssize_t size = 0;
  while ((size = ::read(file.get(), piece, sizeof piece)) > 0) {
    text.append(piece, static_cast<std::size_t>(size));
  }
  return text;
}

std::string proc_path(pid_t pid) { return "/proc/" + std::to_string(pid); }

// What follows the name in /proc/PID/stat, for the name may hold anything; nullptr when gone.
const char* stat_fields(const std::string& stat) {
  const std::size_t end_of_name = stat.rfind(')');
  return end_of_name == std::string::npos ? nullptr : stat.c_str() + end_of_name + 1;
}

bool read_state(pid_t pid, ProcessState& state) {
  const std::string stat = read_text(proc_path(pid) + "/stat");
  const char* const fields = stat_fields(stat);
  char letter = '\0';
  int parent_pid = 0;
  if (fields == nullptr || std::sscanf(fields, " %c %d", &letter, &parent_pid) != 2) return false;
  state = {pid, parent_pid, letter == 'Z' || letter == 'X'};
  return true;
}

Nanoseconds from_ticks(std::int64_t ticks) {
  static const std::int64_t ticks_per_second = ::sysconf(_SC_CLK_TCK);
  return ticks * (kSecond / ticks_per_second);
}

void read_stat(pid_t pid, ProcessUsage& usage) {
  const std::string stat = read_text(proc_path(pid) + "/stat");
  const char* const fields = stat_fields(stat);
  std::int64_t user = 0, system = 0, children_user = 0, children_system = 0;
  if (fields == nullptr) return;
  std::sscanf(fields,
              " %*c %*d %*d %*d %*d %*d %*u %" SCNd64 " %" SCNd64 " %*u %*u %" SCNd64 " %" SCNd64
              " %" SCNd64 " %" SCNd64,
              &usage.minor_faults, &usage.children_minor_faults, &user, &system, &children_user,
              &children_system);
  usage.user_ns = from_ticks(user);
  usage.system_ns = from_ticks(system);
  usage.children_user_ns = from_ticks(children_user);
  usage.children_system_ns = from_ticks(children_system);
}

std::vector<ProcessState> list_processes() {
  std::vector<ProcessState> all;
  for (const pid_t pid : list_numbers("/proc")) {
    ProcessState state;
    if (read_state(pid, state)) all.push_back(state);
  }
  return all;
}

bool kernel_lists_children() {
  static const bool listed = ::access("/proc/thread-self/children", R_OK) == 0;
  return listed;
}

std::int64_t read_number_after(const std::string& text, const char* label) {
  const std::size_t at = text.find(label);
  return at == std::string::npos ? 0 : std::atoll(text.c_str() + at + std::strlen(label));
}

}  // namespace

std::vector<pid_t> list_numbers(const std::string& path) {
  std::vector<pid_t> numbers;
  const std::unique_ptr<DIR, CloseDirectory> stream(::opendir(path.c_str()));
  if (stream == nullptr) return numbers;
  while (const dirent* entry = ::readdir(stream.get())) {
    const bool numeric = entry->d_name[0] >= '0' && entry->d_name[0] <= '9';
    if (numeric) numbers.push_back(std::atoi(entry->d_name));
  }
  return numbers;
}

std::int64_t count_open_files(pid_t pid) {
  return static_cast<std::int64_t>(list_numbers(proc_path(pid) + "/fd").size());
}

std::vector<ProcessState> find_descendants(pid_t ancestor) {
  std::vector<ProcessState> all = list_processes();
  const auto by_parent = [](const ProcessState& left, const ProcessState& right) {
    return left.parent_pid < right.parent_pid;
  };
  std::sort(all.begin(), all.end(), by_parent);
  std::vector<ProcessState> found;
  ProcessState key;
  key.parent_pid = ancestor;
  // Each round adds the children of one more; a process has one parent, so none is added twice.
  for (std::size_t next = 0; next <= found.size() && found.size() < all.size(); ++next) {
    const auto [first, last] = std::equal_range(all.begin(), all.end(), key, by_parent);
    found.insert(found.end(), first, last);
    if (next < found.size()) key.parent_pid = found[next].pid;
  }
  return found;
}

std::vector<ProcessState> find_children(pid_t parent) {
  std::vector<ProcessState> children;
  if (!kernel_lists_children()) {
    children = list_processes();
    std::erase_if(children, [=](const ProcessState& one) { return one.parent_pid != parent; });
    return children;
  }
  const std::string tasks = proc_path(parent) + "/task";
  for (const pid_t task : list_numbers(tasks)) {
    const std::string pids = read_text(tasks + "/" + std::to_string(task) + "/children");
    char* rest = const_cast<char*>(pids.c_str());
    while (const long pid = std::strtol(rest, &rest, 10)) {
      ProcessState state;
      if (!read_state(static_cast<pid_t>(pid), state)) continue;
      if (state.parent_pid == parent) children.push_back(state);
    }
  }
  return children;
}

ProcessUsage read_usage(pid_t pid) {
  ProcessUsage usage;
  read_stat(pid, usage);
  const std::string tasks = proc_path(pid) + "/task";
  for (const pid_t task : list_numbers(tasks)) {
    const std::string status = read_text(tasks + "/" + std::to_string(task) + "/status");
    usage.voluntary_switches += read_number_after(status, "\nvoluntary_ctxt_switches:");
    usage.involuntary_switches += read_number_after(status, "\nnonvoluntary_ctxt_switches:");
  }
  usage.io_calls = count_io_calls(pid);
  clockid_t clock = {};
  timespec time = {};
  if (::clock_getcpuclockid(pid, &clock) == 0 && ::clock_gettime(clock, &time) == 0) {
    usage.total_ns = time.tv_sec * kSecond + time.tv_nsec;
  }
  return usage;
}

std::int64_t count_io_calls(pid_t pid) {
  const std::string text = read_text(proc_path(pid) + "/io");
  if (text.find("\nsyscr:") == std::string::npos) return -1;
  return read_number_after(text, "\nsyscr:") + read_number_after(text, "\nsyscw:");
}

std::int64_t count_all_threads(int loadavg_fd) {
  char text[128] = {};
  if (::pread(loadavg_fd, text, sizeof text - 1, 0) <= 0) return -1;
  // 0.00 0.01 0.05 running/total last-pid
  const char* const slash = std::strchr(text, '/');
  return slash == nullptr ? -1 : std::atoll(slash + 1);
}

}  // namespace fifobench
