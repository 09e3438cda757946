#!/bin/sh
# Hostile: never makes a well-known pipe, and waits.
exec sleep 60
