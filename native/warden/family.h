// The server and everything that descends from it. The warden is a subreaper, so whatever loses its
// parent becomes the warden's child: none can get away from being signalled, reaped and accounted
// for.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "core/clock.h"

namespace fifobench {

// Of everything that has been reaped, including what the reaped had reaped themselves.
struct ReapedUsage {
  Nanoseconds user_ns = 0;
  Nanoseconds system_ns = 0;
  std::int64_t voluntary_switches = 0;
  std::int64_t involuntary_switches = 0;
  std::int64_t minor_faults = 0;
};

class Family {
 public:
  // From now on orphans come to this process.
  static void adopt_orphans();

  // The server has been started; it leads a process group.
  void begin(pid_t server_pid) { server_pid_ = server_pid; }

  // Reaps all that have ended. `all_gone()` tells afterwards whether anybody is left.
  void reap();

  // Remembers which children of the living server are dead and not waited for by it.
  void note_zombies();

  void signal_group(int signal) const;

  // Kills everybody, again and again until nobody is left or `deadline_ns` has passed. Returns how
  // many were alive at the first look.
  std::int64_t kill_all(Nanoseconds deadline_ns);

  // How many are alive, the server included.
  std::int64_t count_alive() const;

  pid_t server_pid() const { return server_pid_; }
  bool server_ended() const { return server_ended_; }
  int wait_status() const { return wait_status_; }
  bool all_gone() const { return all_gone_; }
  // Children that the server left unreaped when it ended.
  std::int64_t zombie_count() const { return zombie_count_; }
  const ReapedUsage& usage() const { return usage_; }

 private:
  pid_t server_pid_ = 0;
  bool server_ended_ = false;
  bool all_gone_ = false;
  bool zombies_noted_ = false;
  int wait_status_ = 0;
  std::int64_t zombie_count_ = 0;
  std::vector<pid_t> zombies_;
  ReapedUsage usage_;
};

}  // namespace fifobench
