// fifobench-warden: runs one server in a directory made for it, reports in lines of JSON, and
// leaves neither process nor file behind, however it or its own parent ends.
#include <unistd.h>

#include "warden/arguments.h"
#include "warden/supervisor.h"

int main(int argument_count, char** arguments) {
  fifobench::Arguments parsed;
  if (!fifobench::parse_arguments(argument_count, arguments, parsed)) return 2;
  // Away from the terminal: its Ctrl-C is for whoever gives the commands, who will then stop us. It
  // fails only for the leader of a process group, which has been set apart already.
  ::setsid();
  return fifobench::Supervisor(parsed).run();
}
