#!/bin/sh
# Speaks lines: the name of the client's pipe and a word, after which the client closes; a greeting
# comes back until its end. Iterative, a script as one types it. Naive: a client that does not read
# stops it, of two clients who write at once one is not heard, and a name that is no pipe is written
# over, or made a file of.
pipe=${1:-/tmp/fifobench-example-greeting}

rm -f "$pipe"
mkfifo "$pipe"
while true; do
  read name word < "$pipe"
  echo "Hello, $word!" > "$name"
done
