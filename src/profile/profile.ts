// How a server and its clients speak, as data: where the FIFOs are, who removes them and when, and
// every message of a session. Twelve dimensions that tell apart the servers of docs/protocol.md.
// What a field means is said here; `compile-profile.ts` turns a profile into what the engine runs.

/**
 * Text with `{…}` placeholders: `id` (6 or 7 digits, unique to the session), `pid` (of the load
 * generator), `down` or `name` and `up` (names of the private FIFOs), `seq` (the operation's number
 * from 1), `payload`, `payloadBytes`, `ack` (what the acknowledgement said). Numbers take an
 * addend: `{ack+1}`.
 */
export type Template = string;

/** Width and sign of a little-endian integer. */
export type IntegerKind = 'i16' | 'i32' | 'u32' | 'i64' | 'u64';

/** The width of a little-endian length that stands before what it counts. */
export type LengthKind = 'u32' | 'u64';

/**
 * A field of a message that clients send. All fields of a message go out in one write, of exactly
 * the bytes that they come to.
 */
export type OutField =
  | {
      readonly text: Template;
      /** Filled up with NUL to this length. */
      readonly bytes?: number;
      /** Ended by one NUL. */
      readonly nul?: boolean;
      /** Preceded by its length. */
      readonly lengthPrefix?: LengthKind;
    }
  | { readonly int: IntegerKind; readonly value: Template }
  | { readonly hex: string };

/** A field of a message that the server sends. */
export type InField =
  | {
      /** So many bytes, whatever they are, or those of `expect`. */
      readonly bytes: number | '{payloadBytes}';
      /** The text that must come, filled up with NUL to `bytes`. */
      readonly expect?: Template;
      /** `ack`: remembered, up to the first NUL, for `{ack}`. */
      readonly save?: 'ack';
    }
  | { readonly int: IntegerKind; readonly expect?: Template; readonly save?: 'ack' }
  /** A decimal number in so many bytes, ended or filled up by NUL. */
  | { readonly decimal: number; readonly save?: 'ack' }
  /** A length, then so many bytes. */
  | { readonly lengthPrefix: LengthKind }
  | { readonly until: 'eof' | 'newline'; readonly maxBytes?: number };

/** What a reply's bytes must be, made from the payload. */
export type Transform = 'identity' | 'upper' | 'lower' | 'swapcase' | 'rot13';

/** The server's own side: how it is started, what it can bear, how it is stopped. */
export interface ProfileServer {
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs, and relative FIFO names begin; `temp`: a private directory made for it. */
  readonly cwd: 'temp' | string;
  readonly model: 'basic' | 'persistent' | 'forking' | 'threaded' | 'iterative';
  /** Sessions after which it ends by itself. */
  readonly maxSessions?: number;
  /** Clients that it bears at once. */
  readonly maxConcurrent?: number;
  /** Operations of a session after which it ends that session. */
  readonly maxOperations?: number;
  /** Sleeps that are part of the server: deadlines are longer by them, and reports say so. */
  readonly builtinDelayMs?: number;
  readonly startDelayMs?: number;
  /** Always sent to its whole process group. */
  readonly stop?: {
    readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
    readonly graceMs?: number;
  };
  readonly limits?: {
    readonly openFiles?: number;
    readonly processes?: number;
    readonly recycleAfterSessions?: number;
  };
}

/** The well-known pipe. */
export interface ProfileWkp {
  /** Relative to the server's directory, or absolute. */
  readonly path: string;
  /**
   * `recreate`: removed for each client and made again; `once`: removed for the first and never
   * made again; `permanent`: there for as long as the server; `until-last-writer`: the server takes
   * it away or leaves when its last writer closes.
   */
  readonly lifecycle: 'recreate' | 'once' | 'permanent' | 'until-last-writer';
  /** `session`: clients keep it open; `message`: opened, written and closed for each message. */
  readonly hold: 'session' | 'message';
  /**
   * Which stretch of a session one client at a time has to itself. `until-unlinked` is meant where
   * the pipe is removed and nothing is said, `none` otherwise.
   */
  readonly gate?: 'none' | 'until-ack' | 'until-unlinked' | 'per-operation';
}

/** The private FIFOs of a client. */
export interface ProfileFifos {
  /** Name of the one that the server writes to. */
  readonly down: Template;
  /** Name of the one that the server reads from, where there is one. */
  readonly up?: Template;
  /** The longest name that the server reads, without a NUL. */
  readonly nameMaxBytes: number;
  /** Octal permissions: `0600`. */
  readonly mode?: string;
  readonly unlink?: {
    readonly by: 'client' | 'server' | 'any';
    readonly at: 'after-ack' | 'after-open' | 'per-operation' | 'end';
  };
}

/** What happens after the handshake. */
export interface ProfileOperation {
  /**
   * `request-reply`; `server-first`: the server speaks, then the client; `push`: the server speaks
   * without being asked; `send-only`: the client speaks and nothing comes back; `none`.
   */
  readonly pattern: 'request-reply' | 'server-first' | 'push' | 'send-only' | 'none';
  readonly request?: readonly OutField[];
  readonly reply?: readonly InField[];
  /**
   * What the reply is held against, beyond what its fields expect. `golden`: the first reply to the
   * payload, learned before anything is measured, must be repeated byte by byte.
   */
  readonly check?:
    | 'none'
    | 'golden'
    | { readonly prefix: string }
    | { readonly transform: Transform };
  /** Which part of the reply is checked: all, up to the first NUL, as much as was sent. */
  readonly trim?: 'none' | 'nul' | 'payload';
}

/** How one kind of server speaks. */
export interface Profile {
  readonly profile: 1;
  readonly name: string;
  /** One sentence for `list`. */
  readonly summary?: string;
  readonly server: ProfileServer;
  readonly wkp: ProfileWkp;
  readonly fifos: ProfileFifos;
  readonly channels: {
    /**
     * Where clients write: the incarnation of the well-known pipe that is theirs, the one that all
     * share, or a private FIFO of their own.
     */
    readonly up: 'wkp-session' | 'wkp-shared' | 'fifo';
    /** Whether the server keeps the private FIFO open, or opens it for each message. */
    readonly down: 'session' | 'per-reply';
  };
  /** The message that names the client; `null`: there is none. */
  readonly connect: readonly OutField[] | null;
  /** What the server answers; `null`: nothing. */
  readonly ack: readonly InField[] | null;
  /** What the client answers to that; `null`: nothing. */
  readonly response: readonly OutField[] | null;
  readonly operation: ProfileOperation;
  /** What clients say before they close. */
  readonly end?: { readonly send?: readonly OutField[] } | null;
}
