// A profile to start from, with a comment for each line that a newcomer has to think about.

/** The text that `fifobench profile init` writes: a profile that is valid as it stands. */
export const profileDraftText = `# How a FIFO server speaks, so that fifobench can drive it.
#   fifobench profile check FILE             says what is wrong with this file, line by line
#   fifobench run --server './my_server' --profile FILE
# Every field is described in docs/profiles.md, and by docs/profile.schema.json.
profile: 1
name: my-server
summary: one sentence about it

server:
  # argv: [./my_server, --verbose]   # then the file itself names the server: --server FILE
  cwd: temp             # a private directory is made for it; or an absolute path
  model: basic          # basic: one client at a time; forking: a child each; threaded; iterative
  # maxSessions: 1      # it ends by itself after so many sessions: fresh ones are started
  # maxConcurrent: 1    # clients that it bears at once
  # maxOperations: 10   # requests after which it ends a session
  # builtinDelayMs: 0   # sleeps of its own, by which deadlines are longer
  # stop: { signal: SIGINT, graceMs: 2000 }

wkp:                    # the well-known pipe
  path: mario           # in its directory, or absolute: /tmp/serverFIFO
  lifecycle: recreate   # recreate: removed for each client and made again; permanent: it stays
  hold: session         # session: clients keep it open; message: opened for each message
  # gate: until-unlinked  # one client at a time until the pipe is gone; until-ack; none

fifos:
  down: '{id}'          # the client's private FIFO, which the server writes to; {id}: 7 digits
  # up: '{id}.up'       # where clients write to a FIFO of their own; then channels.up: fifo
  nameMaxBytes: 9       # the longest name that the server can read
  unlink: { by: client, at: after-ack }

channels:
  up: wkp-session       # wkp-session: what was the well-known pipe; wkp-shared: one that stays
  down: session         # per-reply: the server opens the private FIFO for each reply

# Fields of a message: { text: '…', bytes: 10 } is filled up with NUL to 10 bytes;
# { int: i32, value: '{id}' } is a C int; { hex: 'ca fe' } is bytes.
connect:                # the client's first message, in one write; null: there is none
  - { text: '{name}', bytes: 10 }
ack:                    # what the server answers; null: nothing
  - { bytes: 10, save: ack }
response:               # what the client answers to that; null: nothing
  - { text: '{ack}', bytes: 10 }

operation:              # what comes after the handshake
  pattern: request-reply  # or server-first, push, send-only, none
  request:
    - { text: '{payload}', nul: true, bytes: 1000 }
  reply:
    - { bytes: 1000 }   # or { lengthPrefix: u32 }, { until: newline }, { until: eof }
  check: golden         # each reply must be what the first one was; none; { transform: upper }
  trim: nul             # compared up to the first NUL
`;
