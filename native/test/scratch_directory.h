// A directory of a test's own, on a tmpfs where there is one, removed with all that is in it; and
// what tests ask about files.
#pragma once

#include <string>
#include <string_view>

#include "core/fd.h"

namespace fifobench::test {

class ScratchDirectory {
 public:
  ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory();

  const std::string& path() const { return path_; }
  std::string path_of(std::string_view name) const { return path_ + "/" + std::string(name); }
  int fd() const { return directory_.get(); }

  // It may be there already.
  void make_directory(const std::string& name) const;
  void write_file(const std::string& name, std::string_view content) const;
  void link(const std::string& target, const std::string& name) const;
  std::string read_file(const std::string& name) const;
  bool contains(const std::string& name) const;
  bool contains_fifo(const std::string& name) const;

 private:
  std::string path_;
  Fd directory_;
};

// How many entries a directory has; -1 when it cannot be read.
int count_entries(const std::string& path);

}  // namespace fifobench::test
