#!/bin/sh
# Hostile: ends at once, with a status and something to say about it.
echo "cannot open settings.conf" >&2
exit 3
