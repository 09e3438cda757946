// Processors that are kept from going to sleep: on each, a thread of the lowest priority spins, so
// that whoever wakes there runs at once. The threads belong to this process and end with it,
// whatever ends it.
#pragma once

#include <pthread.h>

#include <atomic>
#include <memory>
#include <span>
#include <vector>

namespace fifobench {

class AwakeCores {
 public:
  AwakeCores() = default;
  AwakeCores(const AwakeCores&) = delete;
  AwakeCores& operator=(const AwakeCores&) = delete;
  ~AwakeCores() { release(); }

  // Keeps those processors awake until released; 0 or the negated errno, and then none is kept.
  int hold(std::span<const int> cpus);
  // Returns when the last of the threads has ended. Holding none does no harm.
  void release();

 private:
  struct Spinner {
    int cpu = 0;
    pthread_t thread = {};
    const std::atomic<bool>* over = nullptr;
    // 1: not known yet. 0: spinning. Below: the negated errno of what it could not do.
    std::atomic<int> state = 1;
  };

  static void* spin(void* spinner);
  int start(int cpu);

  std::atomic<bool> over_ = false;
  std::vector<std::unique_ptr<Spinner>> spinners_;
};

}  // namespace fifobench
