// A server that is none: it offers a well-known pipe and then behaves as badly as a test wants, so
// that clients can be watched failing. It lives in the test's own process and is driven by its
// event loop; the load runs on threads of its own.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { FifoEnd, makeFifo, removeFifo } from '../../src/engine/fifo.ts';
import { scratchDirectory } from './scratch-directory.ts';

const messageBytes = 64;

/** What an impostor does with the name of a client's private FIFO, whose end it is given. */
export type Misbehaviour = (client: FifoEnd, message: Buffer) => void;

/** The messages that a well-behaved server would send, for impostors that stop half-way. */
export function acknowledgementOf(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from('ACK\0', 'latin1'), message.subarray(4)]);
}

/** A pipe without a server that deserves the name. */
export class FifoImpostor {
  readonly directory: string;
  readonly #pipe: string;
  readonly #misbehave: Misbehaviour | null;
  #clients: FifoEnd[] = [];
  #reader: FifoEnd | undefined;
  #before: FifoEnd | undefined;
  #isOver = false;

  /** `misbehave` is called for every connect message; `null`: nobody reads them. */
  constructor(context: TestContext, misbehave: Misbehaviour | null) {
    this.directory = scratchDirectory(context);
    this.#pipe = join(this.directory, 'wkp');
    this.#misbehave = misbehave;
    mkdirSync(join(this.directory, 'c'));
    this.#offerPipe();
    context.after(() => this.#end());
    if (misbehave !== null) {
      setImmediate(this.#look);
    }
  }

  #offerPipe(): void {
    removeFifo(this.#pipe);
    makeFifo(this.#pipe);
    // The present client may still write to the pipe before.
    this.#before?.close();
    this.#before = this.#reader;
    this.#reader = new FifoEnd(this.#pipe, 'read');
  }

  /** Leaves the pipe of the present client without a reader. */
  abandonPipe(): void {
    this.#before?.close();
    this.#before = undefined;
  }

  #end(): void {
    this.#isOver = true;
    for (const end of [this.#reader, this.#before, ...this.#clients]) {
      end?.close();
    }
  }

  readonly #look = (): void => {
    if (this.#isOver) {
      return;
    }
    const bytes = Buffer.alloc(2 * messageBytes);
    const result = this.#reader?.read(bytes);
    if (result?.ok === true && result.byteCount >= messageBytes) {
      this.#receive(bytes.subarray(0, result.byteCount));
    }
    setImmediate(this.#look);
  };

  /** The clients of before are not needed any more: the load has one client at a time. */
  #receive(bytes: Buffer): void {
    const message = bytes.subarray(0, messageBytes);
    if (message.toString('latin1', 0, 4) !== 'CONN') {
      return;
    }
    const name = message.toString('latin1', 4).replace(/\0+$/, '');
    const client = new FifoEnd(join(this.directory, name), 'write');
    for (const end of this.#clients) {
      end.close();
    }
    this.#clients = [client];
    // First the new pipe: a client that has failed comes back at once.
    this.#offerPipe();
    this.#misbehave?.(client, message);
  }
}
