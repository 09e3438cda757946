// Driving a warden; see warden_run.h.
#include "test/warden_run.h"

#include <cstdlib>

namespace fifobench::test {
namespace {

std::vector<std::string> build_command(const std::string& parent,
                                       const std::vector<std::string>& options,
                                       const std::vector<std::string>& command) {
  std::vector<std::string> words = {find_executable("fifobench-warden"), "--parent-dir", parent,
                                    "--ready-timeout-ms", "30000"};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back("--");
  words.insert(words.end(), command.begin(), command.end());
  return words;
}

}  // namespace

WardenRun::WardenRun(const std::vector<std::string>& command,
                     const std::vector<std::string>& options)
    : process_(build_command(parent_.path(), options, command), Process::Streams::kPiped) {}

WardenRun::~WardenRun() {
  process_.end_input();
  process_.await_end();
}

bool WardenRun::receives(const std::string& event) {
  line_ = process_.read_line();
  if (event == "started") {
    const std::string key = "\"dir\":\"";
    const std::size_t start = line_.find(key) + key.size();
    server_directory_ = line_.substr(start, line_.find('"', start) - start);
    server_pid_ = static_cast<pid_t>(number("pid"));
  }
  return line_.starts_with("{\"event\":\"" + event + "\"") && line_.ends_with("}");
}

long WardenRun::number(const std::string& key) const {
  const std::size_t at = line_.find("\"" + key + "\":");
  return at == std::string::npos ? -1 : std::atol(line_.c_str() + at + key.size() + 3);
}

bool WardenRun::ends_with(int code) { return ended_with(process_.await_end(), code); }

}  // namespace fifobench::test
