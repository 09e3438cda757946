// Single FIFOs, one call at a time, through the same native code as the hot path: for experiments,
// tests and micro-benchmarks.

import { constants } from 'node:os';
import { type NativeFifoEnd, nativeAddon } from './native-addon.ts';

/** The name of an errno, such as `EEXIST`; an unknown number gives `errno 12345`. */
export function errorName(errorNumber: number): string {
  const known = Object.entries(constants.errno).find(([, value]) => value === errorNumber);
  return known?.[0] ?? `errno ${errorNumber}`;
}

/** What came of a call: how much it moved, or the name of the error. */
export type FifoResult =
  | { readonly ok: true; readonly byteCount: number }
  | { readonly ok: false; readonly error: string };

function toResult(value: number): FifoResult {
  return value < 0 ? { ok: false, error: errorName(-value) } : { ok: true, byteCount: value };
}

/** Makes a FIFO of mode 0600 at `path`; `EEXIST` where the name is taken. */
export function makeFifo(path: string): FifoResult {
  return toResult(nativeAddon().makeFifo(path));
}

/** Removes the name of a FIFO; those who have it open go on. */
export function removeFifo(path: string): FifoResult {
  return toResult(nativeAddon().removeFifo(path));
}

/**
 * Raises how many files this process may have open to `wantedCount`, where it is lower and as far
 * as it is allowed to. Returns how many it may have open then.
 */
export function raiseDescriptorLimit(wantedCount: number): number {
  return nativeAddon().raiseDescriptorLimit(wantedCount);
}

/** One open end of a FIFO. Nothing ever blocks, except `wait`. */
export class FifoEnd {
  /** Whether the open worked; otherwise the error, such as `ENXIO` for a writer without reader. */
  readonly opened: FifoResult;
  readonly #end: NativeFifoEnd;

  /** Opens at once, without waiting for the other side. */
  constructor(path: string, side: 'read' | 'write') {
    this.#end = new (nativeAddon().FifoEnd)(path, side);
    this.opened = toResult(0 - this.#end.error);
  }

  /** Reads into `bytes`; 0 at the end of the file, `EAGAIN` when nothing is there yet. */
  read(bytes: Uint8Array): FifoResult {
    return toResult(this.#end.read(bytes));
  }

  /** Writes as much as there is room for; `EPIPE` when the last reader is gone. */
  write(bytes: Uint8Array): FifoResult {
    return toResult(this.#end.write(bytes));
  }

  /** Waits at most `timeoutMs` until the end is ready or the other side is gone. */
  wait(timeoutMs: number): { readonly ready: boolean; readonly hungUp: boolean } {
    return this.#end.wait(timeoutMs);
  }

  /** Closes the end; more than once does no harm. */
  close(): void {
    this.#end.close();
  }
}
