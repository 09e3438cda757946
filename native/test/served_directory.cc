// Starting and asking a server; see served_directory.h.
#include "test/served_directory.h"

#include <csignal>
#include <cstdlib>

namespace fifobench::test {

ServedDirectory::ServedDirectory(const std::string& pattern,
                                 const std::vector<std::string>& more_options,
                                 Process::Forking forking) {
  directory_.make_directory("c");
  std::vector<std::string> command = {find_executable("fifobench-server"), pattern, "--dir",
                                      directory_.path(), "--stats",
                                      directory_.path_of("stats.json"), "--phase-timeout-ms",
                                      "60000", "--idle-timeout-ms", "60000"};
  command.insert(command.end(), more_options.begin(), more_options.end());
  process_ = std::make_unique<Process>(command, Process::Streams::kInherited, forking);
}

bool ServedDirectory::serves_another() {
  // It may open the pipe just before the server removes it, be turned away, and have to try again.
  return eventually([this] {
    SeedClient client = make_client();
    return client.establish() && client.exchange("ping") == Outcome::kReply;
  });
}

bool ServedDirectory::stops_cleanly() {
  // It may not have come to its signal handlers yet, and a subserver not to its client's end.
  const bool ready = eventually([this] {
    return directory_.contains_fifo("wkp") && child_states(process_->pid()).empty();
  });
  process_->signal(SIGTERM);
  return ended_with(process_->await_end(), 0) && ready && !directory_.contains("wkp");
}

long ServedDirectory::counter(const std::string& name) const {
  const std::string json = directory_.read_file("stats.json");
  const std::size_t at = json.find("\"" + name + "\":");
  return at == std::string::npos ? -1 : std::atol(json.c_str() + at + name.size() + 3);
}

long ServedDirectory::count_recorded(const std::string& name) const {
  const std::string json = directory_.read_file("stats.json");
  const std::string opening = "\"" + name + "\":[";
  std::size_t at = json.find(opening);
  if (at == std::string::npos) return -1;
  long count = 0;
  // [[lowest,count],[lowest,count]]
  for (at += opening.size(); json[at] == '['; at += json[at] == ',' ? 1 : 0) {
    count += std::atol(json.c_str() + json.find(',', at) + 1);
    at = json.find(']', at) + 1;
  }
  return count;
}

}  // namespace fifobench::test
