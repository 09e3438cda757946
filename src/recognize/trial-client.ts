// A client that tries things out, byte by byte: it makes private FIFOs under every name that the
// server could mean, says something on the well-known pipe, and sees which of them comes alive.

import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FifoEnd, makeFifo, removeFifo } from '../engine/fifo.ts';
import { joinBytes } from '../profile/compile-write.ts';
import { eventually } from '../target/eventually.ts';
import type { TriedServer } from './tried-server.ts';

/** Longest time that the server may take to open its pipe once that is there. */
const openTimeoutMs = 2_000;

/** Longest time that a server is listened to once it has begun. */
const talkMs = 500;

/** What came through a private FIFO. */
export interface Heard {
  /** The template of the FIFO that came alive; `null`: none did. */
  readonly down: string | null;
  readonly bytes: Uint8Array;
  /** The server has closed its end. */
  readonly isEnded: boolean;
}

/** One trial client. */
export class TrialClient {
  readonly #server: TriedServer;
  readonly #wkpPath: string;
  readonly #privates: { down: string; path: string; end: FifoEnd; sawWriter: boolean }[] = [];
  readonly id: number;
  #wkp: FifoEnd | undefined;
  #inode = 0;

  /** `downs`: templates of private FIFOs, all of which are made. */
  constructor(server: TriedServer, { wkpPath, downs }: { wkpPath: string; downs: string[] }) {
    this.#server = server;
    this.#wkpPath = resolve(server.directory, wkpPath);
    this.id = server.clientId;
    for (const down of downs) {
      const path = resolve(server.directory, this.nameOf(down));
      mkdirSync(dirname(path), { recursive: true });
      if (makeFifo(path).ok) {
        this.#privates.push({ down, path, end: new FifoEnd(path, 'read'), sawWriter: false });
      }
    }
  }

  /** The name that a template gives this client. */
  nameOf(down: string): string {
    return down.replaceAll('{id}', String(this.id));
  }

  /** Opens the well-known pipe; `false`: the server does not listen. */
  async connect(): Promise<boolean> {
    const opened = await eventually(() => this.#open(), { timeoutMs: openTimeoutMs });
    return opened !== null;
  }

  #open(): true | null {
    if (this.#server.ending() !== null) {
      return null;
    }
    // Before the open: right after it the server may have replaced the pipe already.
    const inode = statSync(this.#wkpPath, { throwIfNoEntry: false })?.ino ?? 0;
    const end = new FifoEnd(this.#wkpPath, 'write');
    if (!end.opened.ok) {
      end.close();
      return null;
    }
    this.#wkp = end;
    this.#inode = inode;
    return true;
  }

  /** Writes to the well-known pipe; `false`: nobody reads there any more. */
  send(bytes: Uint8Array): boolean {
    return this.#wkp?.write(bytes).ok ?? false;
  }

  /** Closes the well-known pipe, as clients do that open it for each message. */
  hangUp(): void {
    this.#wkp?.close();
  }

  /** Whether the pipe has been taken away since this client opened it. */
  isWkpGone(): boolean {
    const present = statSync(this.#wkpPath, { throwIfNoEntry: false });
    return present === undefined || present.ino !== this.#inode;
  }

  /** Whether there is a pipe for others. */
  isWkpBack(): boolean {
    const present = statSync(this.#wkpPath, { throwIfNoEntry: false });
    return present !== undefined && present.ino !== this.#inode;
  }

  /**
   * Listens until something has come and then nothing for `quietMs`, or nothing for `firstMs`, or
   * the server has closed or ended. One that never falls silent is not listened to for ever.
   */
  async listen({ firstMs, quietMs }: { firstMs: number; quietMs: number }): Promise<Heard> {
    const pieces: Uint8Array[] = [];
    let isEnded = false;
    const endMs = performance.now() + firstMs + talkMs;
    for (let waitMs = firstMs; performance.now() < endMs; waitMs = quietMs) {
      const heard = await eventually(() => this.#read(), { timeoutMs: waitMs });
      if (heard === null || heard.isEnded) {
        isEnded = heard?.isEnded ?? false;
        break;
      }
      pieces.push(heard.bytes);
    }
    const alive = this.#privates.find(({ sawWriter }) => sawWriter);
    return { down: alive?.down ?? null, bytes: joinBytes(...pieces), isEnded };
  }

  #read(): { bytes: Uint8Array; isEnded: boolean } | null {
    for (const each of this.#privates) {
      const room = new Uint8Array(65_536);
      const result = each.end.read(room);
      if (result.ok && result.byteCount > 0) {
        each.sawWriter = true;
        return { bytes: room.slice(0, result.byteCount), isEnded: false };
      }
      if (result.ok && each.sawWriter) {
        return { bytes: new Uint8Array(), isEnded: true };
      }
      if (!result.ok && result.error === 'EAGAIN') {
        each.sawWriter = true;
      }
    }
    const isOver = this.#server.ending() !== null;
    return isOver ? { bytes: new Uint8Array(), isEnded: true } : null;
  }

  /** Private FIFOs that somebody else removed although nobody had opened them. */
  removedUnread(): string[] {
    return this.#privates
      .filter(({ path, sawWriter }) => !sawWriter && !existsSync(path))
      .map(({ down }) => down);
  }

  /** Closes and removes everything that it made. */
  close(): void {
    this.#wkp?.close();
    for (const { path, end } of this.#privates) {
      end.close();
      removeFifo(path);
    }
  }
}
