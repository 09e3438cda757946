// A profile as the engine runs it: names and messages as short lists of steps, without templates.
// Each list is followed in order, once a message, by native code and by the probes of a check-up.

/** Numbers that a message can hold. `payloadBytes` is known when the load is. */
export type NumberSource = 'id' | 'pid' | 'seq' | 'payloadBytes' | 'ack';

/** A step of writing; bytes are appended one step after the other. */
export type WriteStep =
  | { readonly step: 'bytes'; readonly bytes: Uint8Array }
  | { readonly step: 'decimal'; readonly of: NumberSource; readonly plus: number }
  /** Little-endian. */
  | {
      readonly step: 'integer';
      readonly of: NumberSource;
      readonly plus: number;
      readonly widthBytes: 2 | 4 | 8;
    }
  | { readonly step: 'payload' }
  /** What the acknowledgement said, as text. */
  | { readonly step: 'ack' }
  /** Here begins a field that a later `fill` completes. */
  | { readonly step: 'begin' }
  /** NULs, until the field is that long; a field that is longer already is a fault. */
  | { readonly step: 'fill'; readonly toBytes: number }
  /** The length of all that follows up to the next `end`, little-endian. */
  | { readonly step: 'length'; readonly widthBytes: 4 | 8 }
  | { readonly step: 'end' };

/** A step of reading; steps follow one another through the bytes that come. */
export type ReadStep =
  /** Exactly the bytes that these steps write. */
  | { readonly step: 'expect'; readonly steps: readonly WriteStep[] }
  /** So many bytes of the reply's body; `null`: as many as the payload has. */
  | { readonly step: 'body'; readonly byteCount: number | null; readonly saved: boolean }
  /** Little-endian. */
  | { readonly step: 'integer'; readonly widthBytes: 2 | 4 | 8; readonly saved: boolean }
  /** A decimal number, ended or filled up by NUL. */
  | { readonly step: 'decimal'; readonly byteCount: number; readonly saved: boolean }
  /** A length, little-endian, then so many bytes of the body. */
  | { readonly step: 'lengthAndBody'; readonly widthBytes: 4 | 8 }
  /** The body, up to the end of the file or to and with a newline. */
  | { readonly step: 'bodyUntil'; readonly until: 'eof' | 'newline'; readonly maxBytes: number };

/** What a reply's body is held against. */
export type ReplyCheck =
  | { readonly check: 'none' }
  | { readonly check: 'golden' }
  | { readonly check: 'prefix'; readonly bytes: Uint8Array }
  | {
      readonly check: 'transform';
      readonly transform: 'identity' | 'upper' | 'lower' | 'swapcase' | 'rot13';
    };

/** What the engine needs to know of a profile. Paths are relative to the server's directory. */
export interface CompiledProfile {
  readonly name: string;
  readonly wkpPath: string;
  /** It is removed for a client, so that clients wait until another one is there. */
  readonly wkpIsRemoved: boolean;
  readonly holdsWkp: boolean;
  readonly gate: 'none' | 'until-ack' | 'until-unlinked' | 'per-operation';
  readonly up: 'wkp' | 'fifo';
  readonly down: 'session' | 'per-reply';
  /** Only steps `bytes` and `decimal`, of `id` and `pid`. */
  readonly downName: readonly WriteStep[];
  /** Empty: clients have no FIFO of their own to write to. */
  readonly upName: readonly WriteStep[];
  /** Permissions of private FIFOs. */
  readonly fifoMode: number;
  readonly unlinkedBy: 'client' | 'server' | 'any';
  readonly unlinkedAt: 'after-ack' | 'after-open' | 'per-operation' | 'end';
  /** Empty lists: there is no such message. */
  readonly connect: readonly WriteStep[];
  readonly ack: readonly ReadStep[];
  readonly response: readonly WriteStep[];
  readonly operation: 'request-reply' | 'server-first' | 'push' | 'send-only' | 'none';
  readonly request: readonly WriteStep[];
  readonly reply: readonly ReadStep[];
  readonly check: ReplyCheck;
  readonly trim: 'none' | 'nul' | 'payload';
  readonly endMessage: readonly WriteStep[];
  /** Sleeps of the server that every deadline must allow for. */
  readonly extraTimeoutNs: number;
}
