// A client of the seed's protocol, one step a call, made of single FIFO calls: nothing is shared
// with the engine that carries load, so that the two check each other.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { FifoEnd, makeFifo, removeFifo } from '../../src/engine/fifo.ts';
import { until } from './until.ts';

const messageBytes = 64;
const headerBytes = 8;

/** A handshake message: `CONN`, `ACK\0` or `RESP`, then the name, filled up with NUL. */
export function handshakeMessage(tag: 'CONN' | 'ACK\0' | 'RESP', name: string): Buffer {
  const message = Buffer.alloc(messageBytes);
  message.write(tag + name, 'latin1');
  return message;
}

/** A request, and its reply: `DATA`, the length, the payload. */
export function operationMessage(payload: Uint8Array): Buffer {
  const header = Buffer.from('DATA\0\0\0\0', 'latin1');
  header.writeUInt32LE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** The inode behind a name, or `null` where there is no such name. */
export function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

/** The end for writing of a FIFO, as soon as it exists and somebody reads from it. */
export async function openWriteEnd(path: string): Promise<FifoEnd> {
  let opened: FifoEnd | undefined;
  await until(`somebody reads from ${path}`, () => {
    const end = new FifoEnd(path, 'write');
    opened = end.opened.ok ? end : undefined;
    return opened !== undefined;
  });
  assert.ok(opened);
  return opened;
}

/** Reads until `byteCount` bytes are there or the writers are gone; what came is returned. */
export async function readBytes(end: FifoEnd, byteCount: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let missing = byteCount;
  await until(`${byteCount} bytes came`, () => {
    const { ready, hungUp } = end.wait(0);
    const part = Buffer.alloc(missing);
    const result = ready || hungUp ? end.read(part) : ({ ok: true, byteCount: 0 } as const);
    if (result.ok) {
      parts.push(part.subarray(0, result.byteCount));
      missing -= result.byteCount;
    }
    return missing === 0 || (hungUp && result.ok && result.byteCount === 0);
  });
  return Buffer.concat(parts);
}

/** One client and its private FIFO `c/ID` in the server's directory. */
export class SeedClient {
  /** The name of the private FIFO, as the server sees it. */
  readonly name: string;
  readonly privatePath: string;
  readonly #wellKnownPath: string;
  #privateEnd: FifoEnd | undefined;
  #serverEnd: FifoEnd | undefined;
  #connectedInode: number | null = null;

  /** Creates the private FIFO; nothing is opened yet. */
  constructor(directory: string, id: number = process.pid) {
    this.name = `c/${id}`;
    this.privatePath = join(directory, this.name);
    this.#wellKnownPath = join(directory, 'wkp');
    assert.deepEqual(makeFifo(this.privatePath), { ok: true, byteCount: 0 });
  }

  /** Opens the private FIFO for reading. */
  openPrivate(): void {
    this.#privateEnd = new FifoEnd(this.privatePath, 'read');
  }

  /** Opens the well-known pipe, once it is there. */
  async connect(): Promise<void> {
    this.#serverEnd = await openWriteEnd(this.#wellKnownPath);
    this.#connectedInode = inodeOf(this.#wellKnownPath);
  }

  /** Writes bytes to the server, which must all fit. */
  send(bytes: Uint8Array): void {
    assert.deepEqual(this.#up.write(bytes), { ok: true, byteCount: bytes.length });
  }

  /** Sends the name of the private FIFO. */
  sendName(): void {
    this.send(handshakeMessage('CONN', this.name));
  }

  /** Reads from the server; fewer bytes than asked for when it closes. */
  async receive(byteCount: number): Promise<Buffer> {
    return await readBytes(this.#down, byteCount);
  }

  /** Waits until the server closes, and returns how many bytes came before that. */
  async hearsClose(): Promise<number> {
    await until('the server closed', () => this.#down.wait(0).hungUp);
    return (await this.receive(1)).length;
  }

  /** Reads the acknowledgement, checks it and removes the private FIFO. */
  async takeAcknowledgement(): Promise<void> {
    assert.deepEqual(await this.receive(messageBytes), handshakeMessage('ACK\0', this.name));
    assert.ok(removeFifo(this.privatePath).ok);
  }

  /** Answers the acknowledgement. */
  respond(): void {
    this.send(handshakeMessage('RESP', this.name));
  }

  /** Waits until nobody can come to the same pipe any more: it has lost its name. */
  async seesPipeGone(): Promise<void> {
    const path = this.#wellKnownPath;
    await until('the pipe lost its name', () => inodeOf(path) !== this.#connectedInode);
  }

  /** The whole handshake, until the next client may come. */
  async shakeHands(): Promise<void> {
    this.openPrivate();
    await this.connect();
    this.sendName();
    await this.takeAcknowledgement();
    this.respond();
    await this.seesPipeGone();
  }

  /** Sends a request and returns the payload of the reply. */
  async operate(payload: Uint8Array): Promise<Buffer> {
    this.send(operationMessage(payload));
    const reply = await this.receive(headerBytes + payload.length);
    return reply.subarray(headerBytes);
  }

  /** Closes the end for writing alone, so that the answer to it can be heard. */
  closeUp(): void {
    this.#up.close();
  }

  /** Closes both ends, as a client that exits, and takes its name along. */
  leave(): void {
    this.#serverEnd?.close();
    this.#privateEnd?.close();
    removeFifo(this.privatePath);
  }

  get #up(): FifoEnd {
    assert.ok(this.#serverEnd, 'connect first');
    return this.#serverEnd;
  }

  get #down(): FifoEnd {
    assert.ok(this.#privateEnd, 'open the private FIFO first');
    return this.#privateEnd;
  }
}
