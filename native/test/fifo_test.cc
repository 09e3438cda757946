// FIFOs relative to a directory: the owner of a name, opening without blocking, and opening a name
// that a stranger chose.
#include "core/fifo.h"

#include <cerrno>
#include <string>

#include "test/scratch_directory.h"
#include "test/test.h"

namespace fifobench::test {

TEST("FifoName removes its FIFO when it dies") {
  const ScratchDirectory scratch;
  {
    FifoName owner;
    CHECK_EQUAL(FifoName::make(scratch.fd(), "pipe", owner), 0);
    CHECK(scratch.contains_fifo("pipe"));
  }
  CHECK(!scratch.contains("pipe"));
}

TEST("FifoName moved from removes nothing") {
  const ScratchDirectory scratch;
  FifoName first;
  CHECK_EQUAL(FifoName::make(scratch.fd(), "pipe", first), 0);
  FifoName second = std::move(first);
  CHECK(!first.owned());
  CHECK_EQUAL(first.remove(), 0);
  CHECK(scratch.contains_fifo("pipe"));
  CHECK_EQUAL(second.remove(), 0);
  CHECK(!scratch.contains("pipe"));
}

TEST("FifoName dropped leaves the FIFO where it is") {
  const ScratchDirectory scratch;
  FifoName owner;
  CHECK_EQUAL(FifoName::make(scratch.fd(), "pipe", owner), 0);
  owner.drop();
  CHECK_EQUAL(owner.remove(), 0);
  CHECK(scratch.contains_fifo("pipe"));
}

TEST("FifoName refuses a name that is taken or does not fit") {
  const ScratchDirectory scratch;
  scratch.write_file("taken", "");
  FifoName owner;
  CHECK_EQUAL(FifoName::make(scratch.fd(), "taken", owner), -EEXIST);
  const std::string too_long(FifoName::kNameBytes, 'x');
  CHECK_EQUAL(FifoName::make(scratch.fd(), too_long.c_str(), owner), -ENAMETOOLONG);
  CHECK(!owner.owned());
}

TEST("a write end can be opened only while somebody reads") {
  const ScratchDirectory scratch;
  CHECK_EQUAL(open_write_end(scratch.fd(), "pipe"), -ENOENT);
  CHECK_EQUAL(make_fifo(scratch.fd(), "pipe"), 0);
  CHECK_EQUAL(open_write_end(scratch.fd(), "pipe"), -ENXIO);
  const Fd reader(open_read_end(scratch.fd(), "pipe"));
  CHECK(reader.valid());
  CHECK(Fd(open_write_end(scratch.fd(), "pipe")).valid());
}

TEST("a name and its descriptor have one identity, the next FIFO of that name another") {
  const ScratchDirectory scratch;
  CHECK_EQUAL(make_fifo(scratch.fd(), "pipe"), 0);
  const Fd reader(open_read_end(scratch.fd(), "pipe"));
  FifoIdentity by_name;
  FifoIdentity by_descriptor;
  CHECK_EQUAL(identify_name(scratch.fd(), "pipe", by_name), 0);
  CHECK_EQUAL(identify_descriptor(reader.get(), by_descriptor), 0);
  CHECK(by_name == by_descriptor);
  CHECK_EQUAL(remove_fifo(scratch.fd(), "pipe"), 0);
  CHECK_EQUAL(identify_name(scratch.fd(), "pipe", by_name), -ENOENT);
  CHECK_EQUAL(make_fifo(scratch.fd(), "pipe"), 0);
  CHECK_EQUAL(identify_name(scratch.fd(), "pipe", by_name), 0);
  CHECK(!(by_name == by_descriptor));
}

TEST("a stranger's FIFO below the directory can be opened") {
  const ScratchDirectory scratch;
  scratch.make_directory("c");
  CHECK_EQUAL(make_fifo(scratch.fd(), "c/private"), 0);
  CHECK_EQUAL(open_stranger_write_end(scratch.fd(), "c/private"), -ENXIO);
  const Fd reader(open_read_end(scratch.fd(), "c/private"));
  CHECK(Fd(open_stranger_write_end(scratch.fd(), "c/private")).valid());
}

TEST("a stranger's name that is missing or no FIFO is refused") {
  const ScratchDirectory scratch;
  scratch.write_file("file", "precious");
  scratch.make_directory("folder");
  CHECK_EQUAL(open_stranger_write_end(scratch.fd(), "missing"), -ENOENT);
  CHECK_EQUAL(open_stranger_write_end(scratch.fd(), "file"), -EACCES);
  CHECK_EQUAL(open_stranger_write_end(scratch.fd(), "folder"), -EISDIR);
  CHECK_EQUAL(scratch.read_file("file"), "precious");
}

TEST("a stranger's name cannot lead out of the directory") {
  const ScratchDirectory outside;
  const ScratchDirectory scratch;
  CHECK_EQUAL(make_fifo(outside.fd(), "pipe"), 0);
  const Fd reader(open_read_end(outside.fd(), "pipe"));
  scratch.make_directory("c");
  const std::string other = outside.path().substr(outside.path().rfind('/') + 1);
  const std::string upwards[] = {"../" + other + "/pipe", "c/../../" + other + "/pipe",
                                 outside.path_of("pipe")};
  for (const std::string& name : upwards) {
    CHECK_EQUAL(open_stranger_write_end(scratch.fd(), name.c_str()), -EACCES);
  }
}

TEST("a stranger's name is not followed through a symbolic link") {
  const ScratchDirectory scratch;
  scratch.make_directory("c");
  CHECK_EQUAL(make_fifo(scratch.fd(), "c/private"), 0);
  const Fd reader(open_read_end(scratch.fd(), "c/private"));
  scratch.link("c/private", "link");
  scratch.link("c", "folder");
  CHECK_EQUAL(open_stranger_write_end(scratch.fd(), "link"), -EACCES);
  CHECK_EQUAL(open_stranger_write_end(scratch.fd(), "folder/private"), -EACCES);
}

}  // namespace fifobench::test
