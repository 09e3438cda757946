// A client that speaks any profile, one step a call, so that a probe can stop, die or misbehave
// between any two. It never blocks: every wait has a deadline and looks whether the server lives.

import { existsSync, statSync, writeFileSync } from 'node:fs';
import { FifoEnd, makeFifo, removeFifo } from '../engine/fifo.ts';
import type { CompiledProfile, ReadStep } from '../profile/compiled-profile.ts';
import { decodeMessage } from '../profile/decode-message.ts';
import { encodeMessage, type SavedAck, type SessionFacts } from '../profile/encode-message.ts';
import { replyFault } from '../profile/judge-reply.ts';
import { Inbox } from './inbox.ts';
import { awaitThat, type Patience } from './patience.ts';
import type { ProbedServer } from './probed-server.ts';

/** What came of a step. */
export type Heard =
  | { readonly heard: 'all' }
  /** The deadline passed. */
  | { readonly heard: 'nothing' }
  /** The server closed the client's FIFO, or reads from the pipe no more. */
  | { readonly heard: 'end' }
  | { readonly heard: 'wrong'; readonly reason: string }
  /** The deadline passed, and somebody else has removed the client's FIFO. */
  | { readonly heard: 'no fifo' }
  /** The well-known pipe could not be opened in time. */
  | { readonly heard: 'no pipe' }
  /** The server itself has ended. */
  | { readonly heard: 'exit'; readonly reason: string };

/** Everything went as the profile has it. */
export const all: Heard = { heard: 'all' };

/** What a client is told at its birth. */
export interface ClientOptions extends Patience {
  readonly id: number;
  readonly profile: CompiledProfile;
  /** What it sends unless told otherwise. */
  readonly payload: Uint8Array;
  /** First replies by payload, where the profile says that later ones are the same. */
  readonly golden: Map<string, Uint8Array>;
}

/** One client. `dispose` leaves nothing of it behind. */
export class ProbeClient {
  readonly #server: ProbedServer;
  readonly #options: ClientOptions;
  readonly #profile: CompiledProfile;
  readonly #inbox = new Inbox();
  #up: FifoEnd | undefined;
  #seq = 0;
  #ack: SavedAck | null = null;
  #inode: number | null = null;

  /** `arrive` comes first. */
  constructor(server: ProbedServer, options: ClientOptions) {
    this.#server = server;
    this.#options = options;
    this.#profile = options.profile;
  }

  /** What it sends unless told otherwise. */
  get payload(): Uint8Array {
    return this.#options.payload;
  }

  /** The path of the FIFO that the server writes to. */
  get downPath(): string {
    return this.#pathOf(this.#profile.downName);
  }

  /** Makes its FIFOs, and opens the one that it reads from. */
  arrive(): void {
    this.makeFifos();
    this.#inbox.open(this.downPath);
  }

  /** Only makes them. */
  makeFifos(): void {
    makeFifo(this.downPath);
    if (this.#profile.up === 'fifo') {
      makeFifo(this.#pathOf(this.#profile.upName));
    }
  }

  /** Puts a plain file where the FIFO that the server writes to should be. */
  makePlainFile(text: string): void {
    this.makeFifos();
    removeFifo(this.downPath);
    writeFileSync(this.downPath, text, { mode: 0o600 });
  }

  /** Tries once, at once, to open the well-known pipe. */
  opensPipe(): boolean {
    const inode = inodeOf(this.#wkpPath);
    const end = new FifoEnd(this.#wkpPath, 'write');
    if (!end.opened.ok) {
      return false;
    }
    this.#up = end;
    const inodeAfter = inodeOf(this.#wkpPath);
    // Unknown where it was made anew between two looks.
    this.#inode = inodeAfter === null || inodeAfter === inode ? inode : null;
    return true;
  }

  /** Opens the well-known pipe as soon as the server reads from it. */
  async opens(): Promise<Heard> {
    const isOpen = await this.#patiently(() => this.opensPipe());
    return isOpen ? all : this.#exitOr({ heard: 'no pipe' });
  }

  /** The same, unless the pipe is opened for each message. */
  async connect(): Promise<Heard> {
    return this.#profile.holdsWkp ? await this.opens() : all;
  }

  /** Whether it has opened the same incarnation of the pipe as another client. */
  isWith(other: ProbeClient): boolean {
    return this.#inode !== null && this.#inode === other.#inode;
  }

  /** Says who it is: the connect message, or where there is none the first request. */
  async introduce(): Promise<Heard> {
    const isConnect = this.#profile.connect.length > 0;
    this.#seq = isConnect ? 0 : 1;
    const steps = isConnect ? this.#profile.connect : this.#profile.request;
    return await this.send(encodeMessage(steps, this.#facts()));
  }

  /** Awaits the acknowledgement, where there is one. */
  async hearsAck(): Promise<Heard> {
    const heard = await this.#read(this.#profile.ack);
    if (heard.heard === 'all' && this.#profile.unlinkedAt === 'after-ack') {
      this.#unlinkFifos();
    }
    const isRobbed = heard.heard === 'nothing' && !existsSync(this.downPath);
    return isRobbed ? { heard: 'no fifo' } : heard;
  }

  /** Answers the acknowledgement, where that is wanted. */
  async respond(): Promise<Heard> {
    return await this.send(encodeMessage(this.#profile.response, this.#facts()));
  }

  /** Acknowledgement and answer, and where it has a FIFO of its own to write to, its opening. */
  async completeHandshake(): Promise<Heard> {
    const steps = [
      ...(this.#profile.up === 'fifo' ? [() => this.#openOwnUp()] : []),
      ...[() => this.hearsAck(), () => this.respond()],
    ];
    return await inOrder(steps);
  }

  /** Everything before the first operation, until the next client may come. */
  async shakeHands(): Promise<Heard> {
    if (this.#profile.connect.length === 0) {
      return await this.connect();
    }
    const heard = await inOrder([
      () => this.connect(),
      () => this.introduce(),
      () => this.completeHandshake(),
    ]);
    if (heard.heard === 'all' && this.#profile.wkpIsRemoved) {
      await this.#patiently(() => inodeOf(this.#wkpPath) !== this.#inode);
    }
    return heard;
  }

  /** One operation, its reply checked. */
  async operate(payload: Uint8Array = this.payload): Promise<Heard> {
    const isFirst = this.#profile.operation === 'server-first';
    const steps = [() => this.#request(payload), () => this.reply(payload)];
    return await inOrder(isFirst ? steps.toReversed() : steps);
  }

  /** Only the reply of an operation. `meanwhile` is called at each look. */
  async reply(
    payload: Uint8Array = this.payload,
    meanwhile: () => void = () => undefined,
  ): Promise<Heard> {
    return await this.#read(this.#profile.reply, { payload, meanwhile });
  }

  /** Writes as much of these bytes as fits now, and returns how many those were. */
  pushes(bytes: Uint8Array): number {
    const result = this.#up?.write(bytes);
    return result?.ok === true ? result.byteCount : 0;
  }

  /** The bytes of a request. */
  requestBytes(payload: Uint8Array = this.payload): Uint8Array {
    return encodeMessage(this.#profile.request, this.#facts(payload));
  }

  /** Writes all these bytes to the server. */
  async send(bytes: Uint8Array): Promise<Heard> {
    let done = 0;
    let isDeaf = false;
    await this.#patiently(() => {
      if (done < bytes.length && (this.#up !== undefined || this.opensPipe())) {
        const result = this.#up?.write(bytes.subarray(done));
        done += result?.ok === true ? result.byteCount : 0;
        isDeaf = result?.ok === false && result.error === 'EPIPE';
      }
      return isDeaf || done === bytes.length;
    });
    if (!this.#profile.holdsWkp && this.#profile.up === 'wkp') {
      this.closeUp();
    }
    return done === bytes.length ? all : this.#exitOr({ heard: isDeaf ? 'end' : 'nothing' });
  }

  /** Reads whatever comes until the server closes; whether it did. */
  async hearsEnd(): Promise<boolean> {
    return await this.#patiently(() => this.#inbox.takeIn());
  }

  /** Bytes that ever came. */
  get heardBytes(): number {
    return this.#inbox.heardBytes;
  }

  /** Closes the end that it writes to. */
  closeUp(): void {
    this.#up?.close();
    this.#up = undefined;
  }

  /** Closes the end that it reads from. */
  closeDown(): void {
    this.#inbox.close();
  }

  /** Says what the profile has at the end, and leaves, taking its FIFOs along. */
  async leave(): Promise<void> {
    if (this.#profile.endMessage.length > 0 && this.#up !== undefined) {
      await this.send(encodeMessage(this.#profile.endMessage, this.#facts()));
    }
    this.dispose();
  }

  /** Dies: all ends are closed, and its FIFOs stay where they are. */
  die(): void {
    this.closeUp();
    this.closeDown();
  }

  /** Dies, and leaves nothing behind. */
  dispose(): void {
    this.die();
    this.#unlinkFifos();
  }

  get #wkpPath(): string {
    return this.#server.pathOf(this.#profile.wkpPath);
  }

  #pathOf(name: CompiledProfile['downName']): string {
    return this.#server.pathOf(Buffer.from(encodeMessage(name, this.#facts())).toString('latin1'));
  }

  #unlinkFifos(): void {
    removeFifo(this.downPath);
    if (this.#profile.up === 'fifo') {
      removeFifo(this.#pathOf(this.#profile.upName));
    }
  }

  #facts(payload: Uint8Array = this.payload): SessionFacts {
    return { id: this.#options.id, pid: process.pid, seq: this.#seq, payload, ack: this.#ack };
  }

  async #openOwnUp(): Promise<Heard> {
    this.closeUp();
    const path = this.#pathOf(this.#profile.upName);
    let own: FifoEnd | undefined;
    await this.#patiently(() => {
      const end = new FifoEnd(path, 'write');
      own = end.opened.ok ? end : undefined;
      return end.opened.ok;
    });
    this.#up = own;
    return own === undefined ? this.#exitOr({ heard: 'nothing' }) : all;
  }

  async #request(payload: Uint8Array): Promise<Heard> {
    this.#seq += 1;
    // Afresh, so that the end of the reply before is not taken for the end of this one.
    if (this.#profile.down === 'per-reply') {
      if (this.#profile.unlinkedAt === 'per-operation') {
        makeFifo(this.downPath);
      }
      this.#inbox.open(this.downPath);
    }
    return await this.send(this.requestBytes(payload));
  }

  async #read(
    steps: readonly ReadStep[],
    { payload, meanwhile }: { payload?: Uint8Array; meanwhile?: () => void } = {},
  ): Promise<Heard> {
    let outcome: Heard | null = null;
    await this.#patiently(() => {
      meanwhile?.();
      this.#inbox.takeIn();
      outcome = this.#decode(steps, payload);
      return outcome !== null;
    });
    return outcome ?? this.#exitOr({ heard: 'nothing' });
  }

  /** `null`: there is more to come. */
  #decode(steps: readonly ReadStep[], payload?: Uint8Array): Heard | null {
    // With a FIFO that is opened for each reply, an end may be that of the one before.
    const isEnded =
      this.#inbox.isEnded && (this.#profile.down === 'session' || endsWithFile(steps));
    if (isEnded && this.#inbox.received.length === 0 && steps.length > 0 && !endsWithFile(steps)) {
      return { heard: 'end' };
    }
    const facts = this.#facts(payload);
    const decoded = decodeMessage(steps, facts, { bytes: this.#inbox.received, isEnded });
    if (decoded.state === 'wrong') {
      return { heard: 'wrong', reason: decoded.reason };
    }
    if (decoded.state === 'incomplete') {
      return null;
    }
    this.#inbox.use(decoded.usedBytes);
    this.#ack = decoded.ack ?? this.#ack;
    return payload === undefined ? all : this.#judge(decoded.body, payload);
  }

  #judge(body: Uint8Array, payload: Uint8Array): Heard {
    const { golden } = this.#options;
    const key = Buffer.from(payload).toString('latin1');
    const known = golden.get(key) ?? null;
    golden.set(key, known ?? body);
    const reason = replyFault(this.#profile, { body, payload, golden: known });
    return reason === null ? all : { heard: 'wrong', reason };
  }

  async #patiently(look: () => boolean): Promise<boolean> {
    let isSeen = false;
    await awaitThat(() => {
      // What came before the server ended still counts.
      const isOver = this.#server.endReason !== null;
      isSeen = look();
      return isSeen || isOver;
    }, this.#options);
    return isSeen;
  }

  #exitOr(heard: Heard): Heard {
    const reason = this.#server.endReason;
    return reason === null ? heard : { heard: 'exit', reason };
  }
}

/** Step after step, up to the first that fails. */
async function inOrder(steps: readonly (() => Promise<Heard>)[]): Promise<Heard> {
  for (const step of steps) {
    const heard = await step();
    if (heard.heard !== 'all') {
      return heard;
    }
  }
  return all;
}

function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

function endsWithFile(steps: readonly ReadStep[]): boolean {
  const last = steps.at(-1);
  return last?.step === 'bodyUntil' && last.until === 'eof';
}
