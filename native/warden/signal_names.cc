// The table of signals; see signal_names.h.
#include "warden/signal_names.h"

#include <csignal>
#include <cstdlib>

namespace fifobench {
namespace {

struct NamedSignal {
  int signal;
  const char* name;
};

constexpr NamedSignal kSignals[] = {
    {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},
    {SIGTRAP, "SIGTRAP"}, {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
    {SIGKILL, "SIGKILL"}, {SIGUSR1, "SIGUSR1"}, {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"},
    {SIGPIPE, "SIGPIPE"}, {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"}, {SIGXCPU, "SIGXCPU"},
    {SIGXFSZ, "SIGXFSZ"}, {SIGSYS, "SIGSYS"}};

}  // namespace

std::string signal_name(int signal) {
  for (const NamedSignal& known : kSignals) {
    if (known.signal == signal) return known.name;
  }
  return "SIG" + std::to_string(signal);
}

int parse_signal(std::string_view text) {
  for (const NamedSignal& known : kSignals) {
    if (text == known.name) return known.signal;
  }
  const int number = std::atoi(std::string(text).c_str());
  return number > 0 && number < NSIG ? number : 0;
}

}  // namespace fifobench
