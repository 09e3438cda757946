# Runs a command at a terminal of its own: pseudo-terminal.py COLUMNS COMMAND... What comes in at
# standard input is typed there, what the terminal shows goes to standard output, and the command's
# exit status is this one's. Other descriptors are the command's as they are.

import fcntl
import os
import pty
import select
import struct
import sys
import termios


def main() -> int:
    columns, command = int(sys.argv[1]), sys.argv[2:]
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        keep_output_at_interrupt()
        os.execvp(command[0], command)
    relay(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256


# As a rule, Ctrl-C makes a terminal forget what it was sent and has not shown yet: half a line.
def keep_output_at_interrupt() -> None:
    attributes = termios.tcgetattr(0)
    attributes[3] |= termios.NOFLSH
    termios.tcsetattr(0, termios.TCSANOW, attributes)


def relay(terminal: int) -> None:
    sources = [terminal, 0]
    while True:
        for source in select.select(sources, [], [])[0]:
            try:
                data = os.read(source, 65536)
            except OSError:  # the command has ended and nobody holds the terminal any more
                data = b""
            if source == terminal:
                if not data:
                    return
                os.write(1, data)
            elif data:
                os.write(terminal, data)
            else:
                sources.remove(0)


sys.exit(main())
