#!/usr/bin/env python3
# Speaks the echo of the name: 10 bytes of a name, which come back as the acknowledgement; 10 bytes
# of answer; then requests of 256 bytes, and replies as long as the text in them. Basic: one client
# at a time. Naive: any exception ends the server, opening a dead client's pipe waits for ever, and
# whatever lies in the pipe is taken for the present client's.
import os

WKP = 'luigi'
NAME_BYTES = 10
REQUEST_BYTES = 256


def accept():
    os.mkfifo(WKP)
    up = os.open(WKP, os.O_RDONLY)
    os.remove(WKP)
    name = os.read(up, NAME_BYTES)
    down = os.open(name.rstrip(b'\0').decode(), os.O_WRONLY)
    os.write(down, name)
    print('connected:', os.read(up, NAME_BYTES))
    return up, down


while True:
    up, down = accept()
    while True:
        request = os.read(up, REQUEST_BYTES)
        if not request:
            break
        os.write(down, request.rstrip(b'\0').decode().upper().encode())
    os.close(up)
    os.close(down)
