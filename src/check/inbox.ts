// The end of a client's FIFO that it reads from, and the bytes that have come and were not used
// yet.

import { FifoEnd } from '../engine/fifo.ts';

const readBytesMax = 65_536;

/** One client's. It is closed until `open`. */
export class Inbox {
  #end: FifoEnd | undefined;
  #received: Uint8Array = new Uint8Array();
  #isEnded = false;
  #heardBytes = 0;

  /** Bytes that ever came. */
  get heardBytes(): number {
    return this.#heardBytes;
  }

  /** What has come and was not used. */
  get received(): Uint8Array {
    return this.#received;
  }

  /** The server has closed its end, and everything before that has been taken in. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Opens it, again where it was open: what came before is forgotten. */
  open(path: string): void {
    this.close();
    this.#end = new FifoEnd(path, 'read');
    this.#received = new Uint8Array();
    this.#isEnded = false;
  }

  /** Closes it; more than once does no harm. */
  close(): void {
    this.#end?.close();
    this.#end = undefined;
  }

  /** Takes in what has come; whether that was the end. */
  takeIn(): boolean {
    const { ready = false, hungUp = false } = this.#end?.wait(0) ?? {};
    if (!ready && !hungUp) {
      return this.#isEnded;
    }
    const part = new Uint8Array(readBytesMax);
    const result = this.#end?.read(part);
    const byteCount = result?.ok === true ? result.byteCount : 0;
    if (byteCount > 0) {
      this.#heardBytes += byteCount;
      this.#received = Buffer.concat([this.#received, part.subarray(0, byteCount)]);
    }
    this.#isEnded = hungUp && byteCount === 0;
    return this.#isEnded;
  }

  /** The first bytes have been used. */
  use(byteCount: number): void {
    this.#received = this.#received.slice(byteCount);
  }
}
