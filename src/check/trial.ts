// One probe on one server: hands out clients, each with an id of its own, drives ordinary sessions,
// and at the end takes all clients away.

import { existsSync, statSync } from 'node:fs';
import { readProcessFacts } from '../environment/process-facts.ts';
import { compileProfile } from '../profile/compile-profile.ts';
import type { CompiledProfile } from '../profile/compiled-profile.ts';
import type { Profile } from '../profile/profile.ts';
import { awaitThat, type Patience } from './patience.ts';
import { type Heard, ProbeClient } from './probe-client.ts';
import type { ProbedServer } from './probed-server.ts';

/** What becomes of clients who come after something bad has happened. */
export type Aftermath =
  | { readonly state: 'serves' }
  /** The first one was not served, the second one was. */
  | { readonly state: 'lost'; readonly heard: Heard }
  | { readonly state: 'hung'; readonly heard: Heard }
  | { readonly state: 'exited'; readonly reason: string };

/** How long a server may take to notice what happened before the next client comes. */
const settleMs = 100;
/** How long after a failed step the news of the server's end may come. */
const newsMs = 150;
/** Looks in a row at which nothing of a server ran: at one alone, two may pass the ball. */
const restLookCount = 2;
/** How long a subserver may take to give up a client that has died. */
const subserverEndMs = 2_000;
/** What clients send: two that come together send what differs. */
const payloads = ['fifobench', 'handshake'].map((text) => Buffer.from(text));
const idSpan = { first: 100_000, count: 900_000 };

/** Ids go on from probe to probe, so that names outside of a server's directory differ too. */
let nextId = (process.pid * 1_009) % idSpan.count;

/** One probe's view of its server. */
export class Trial {
  readonly profile: Profile;
  readonly compiled: CompiledProfile;
  readonly server: ProbedServer;
  readonly patience: Patience;
  readonly #golden = new Map<string, Uint8Array>();
  readonly #clients: ProbeClient[] = [];
  readonly #childCountAtStart: number;

  /** `patience` is that of each single wait. */
  constructor(
    server: ProbedServer,
    { profile, patience }: { profile: Profile; patience: Patience },
  ) {
    this.server = server;
    this.profile = profile;
    this.compiled = compileProfile(profile);
    const timeoutMs = patience.timeoutMs + this.compiled.extraTimeoutNs / 1e6;
    this.patience = { ...patience, timeoutMs };
    this.#childCountAtStart = this.#childCount();
  }

  /** A new client, which has done nothing yet. */
  client(profile = this.compiled): ProbeClient {
    nextId = (nextId + 1) % idSpan.count;
    const payload = payloads[this.#clients.length % payloads.length] as Uint8Array;
    const client = new ProbeClient(this.server, {
      ...{ profile, golden: this.#golden, id: idSpan.first + nextId, payload },
      ...this.patience,
    });
    this.#clients.push(client);
    return client;
  }

  /** A client that has been acknowledged, or what came of the attempt. */
  async visitor(): Promise<{ client: ProbeClient; heard: Heard }> {
    const client = this.client();
    client.arrive();
    return { client, heard: await this.settled(await client.shakeHands()) };
  }

  /** A whole ordinary session, and what came of its first step that failed. */
  async session(): Promise<Heard> {
    const { client, heard } = await this.visitor();
    const last = heard.heard === 'all' ? await this.settled(await client.operate()) : heard;
    if (last.heard === 'all') {
      await client.leave();
    } else {
      client.dispose();
    }
    return last;
  }

  /**
   * Lets an ordinary client ask for all that others will, so that their replies can be told from
   * wrong ones where the profile knows no more than that equal requests have equal replies.
   */
  async learnReplies(): Promise<void> {
    if (this.compiled.check.check === 'golden') {
      const { client } = await this.visitor();
      for (const payload of payloads.slice(0, this.profile.server.maxOperations)) {
        await client.operate(payload);
      }
      await client.leave();
    }
  }

  /** Lets two ordinary clients come, if the first is not served. */
  async aftermath(): Promise<Aftermath> {
    await this.#settle();
    const first = await this.session();
    if (first.heard === 'all') {
      return { state: 'serves' };
    }
    const second = first.heard === 'exit' ? first : await this.session();
    if (second.heard === 'exit') {
      return { state: 'exited', reason: second.reason };
    }
    return second.heard === 'all'
      ? { state: 'lost', heard: first }
      : { state: 'hung', heard: first };
  }

  /** Whether all children that this probe gave rise to end in time. */
  async subserversEnd(): Promise<boolean> {
    const { timeoutMs, signal } = this.patience;
    const patience = { timeoutMs: Math.max(timeoutMs, subserverEndMs), signal };
    return await awaitThat(() => this.#childCount() <= this.#childCountAtStart, patience);
  }

  /** The same, unless the server has ended meanwhile: that news may come a little later. */
  async settled(heard: Heard): Promise<Heard> {
    if (heard.heard !== 'all' && heard.heard !== 'exit') {
      const { signal } = this.patience;
      await this.comesToRest();
      await awaitThat(() => this.server.endReason !== null, { timeoutMs: newsMs, signal });
    }
    const reason = this.server.endReason;
    return heard.heard === 'all' || reason === null ? heard : { heard: 'exit', reason };
  }

  /** Waits until the well-known pipe is there and the server waits for clients; whether it does. */
  async serverWaits(): Promise<boolean> {
    const path = this.server.pathOf(this.compiled.wkpPath);
    // Between making the pipe and waiting at it a server does not sleep.
    return await awaitThat(() => existsSync(path) && this.server.isAsleep, this.patience);
  }

  /** Lets time pass, at least so long, until the server has done what it is going to do. */
  async rest(timeoutMs: number): Promise<void> {
    await awaitThat(() => false, { timeoutMs, signal: this.patience.signal });
    await this.comesToRest();
  }

  /**
   * Waits until nothing of the server runs, as long as patience lasts: it has dealt with what came
   * then, however late the scheduler let it.
   */
  async comesToRest(): Promise<void> {
    let lookCount = 0;
    await awaitThat(() => {
      lookCount = this.server.isAtRest ? lookCount + 1 : 0;
      return lookCount === restLookCount;
    }, this.patience);
  }

  /** Takes all clients away. */
  dispose(): void {
    for (const client of this.#clients) {
      client.dispose();
    }
  }

  #childCount(): number {
    return readProcessFacts(this.server.pid)?.liveChildCount ?? 0;
  }

  /** Waits a little for the pipe to be made anew, and until the server is done with what was. */
  async #settle(): Promise<void> {
    const path = this.server.pathOf(this.compiled.wkpPath);
    const inode = () => statSync(path, { throwIfNoEntry: false })?.ino;
    const before = inode();
    const isNew = () => inode() !== before && inode() !== undefined;
    await awaitThat(isNew, { timeoutMs: settleMs, signal: this.patience.signal });
    await this.comesToRest();
  }
}
