// The owner of descriptors.
#include "core/fd.h"

#include <fcntl.h>

#include "test/test.h"

namespace fifobench::test {
namespace {

bool is_open(int fd) { return ::fcntl(fd, F_GETFD) >= 0; }

Fd open_null() { return Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

}  // namespace

TEST("Fd closes its descriptor when it dies") {
  int number = -1;
  {
    const Fd owner = open_null();
    number = owner.get();
    CHECK(is_open(number));
  }
  CHECK(!is_open(number));
}

TEST("Fd moved from owns nothing, and the descriptor stays open") {
  Fd first = open_null();
  const int number = first.get();
  const Fd second = std::move(first);
  CHECK(!first.valid());
  CHECK_EQUAL(second.get(), number);
  CHECK(is_open(number));
}

TEST("Fd assigned to closes what it had") {
  Fd target = open_null();
  const int number = target.get();
  target = open_null();
  CHECK(!is_open(number));
  CHECK(target.valid());
}

TEST("Fd assigned to itself keeps its descriptor") {
  Fd owner = open_null();
  Fd& alias = owner;
  owner = std::move(alias);
  CHECK(owner.valid() && is_open(owner.get()));
}

TEST("Fd released leaves the descriptor to the caller") {
  Fd owner = open_null();
  const int number = owner.release();
  CHECK(!owner.valid());
  CHECK(is_open(number));
  owner.reset(number);
}

TEST("open_directory of a file or of nothing is empty") {
  CHECK(!open_directory("/dev/null").valid());
  CHECK(!open_directory("/nonexistent").valid());
  CHECK(open_directory("/").valid());
}

}  // namespace fifobench::test
