// Finds out how a server speaks: looks for its pipe, watches what it makes of a few introductions,
// tries the known profiles that nothing speaks against, and else infers one from whole sessions.
// Every trial has a deadline and a fresh instance; their number is bounded.

import { basename } from 'node:path';
import type { Profile } from '../profile/profile.ts';
import { type Conversation, conversations } from './conversations.ts';
import { ackKindOf } from './describe-handshake.ts';
import { type FoundWkp, findWkp } from './find-wkp.ts';
import { inferProfile, type SeenDialect } from './infer-profile.ts';
import { introductionOf, matchProfile, type SeenServer } from './match-profile.ts';
import {
  type Acknowledged,
  introductions,
  leastSizeBytes,
  observeHandshake,
} from './observe-handshake.ts';
import { observeSession } from './observe-session.ts';
import { type TriedCommand, tryFresh } from './tried-server.ts';
import { tryProfile } from './try-profile.ts';

/** Known profiles that are tried at most; what is seen beforehand leaves fewer as a rule. */
const tryCountMax = 24;

/** Longest time for sessions from which a profile may be inferred. */
const inferenceMs = 30_000;

/** What recognition needs. */
export interface RecognitionOptions extends TriedCommand {
  /** What the server is called; an inferred profile gets this name. */
  readonly name: string;
  /** The known profiles, the likeliest first. */
  readonly profiles: readonly Profile[];
  readonly signal: AbortSignal;
}

/** A known profile that does not fit, and why. */
export interface Rejection {
  readonly name: string;
  readonly reason: string;
}

/** What recognition came to. */
export interface Recognition {
  /** `known`: a profile that comes with the program; `inferred`: one made for this server. */
  readonly kind: 'known' | 'inferred' | 'unknown';
  /** `null`: none fits. */
  readonly profile: Profile | null;
  /** As much of a profile as was learned, to be completed; `null`: nothing, or none is needed. */
  readonly draft: Profile | null;
  readonly rejections: readonly Rejection[];
  /** The pipe; `null`: it was not found. */
  readonly wkpPath: string | null;
  /** What the server said to a client, if anything. */
  readonly known: Acknowledged | null;
  /** What went wrong, or is left to be found out, in words; empty where a profile fits. */
  readonly troubles: readonly string[];
  /** The end of what the server printed when it was last tried in vain. */
  readonly printed: string;
}

/** Recognises a server. What it throws is a fault of fifobench. */
export async function recognize(options: RecognitionOptions): Promise<Recognition> {
  const found = await findWkp(options, options.profiles);
  return found.path === null ? unfound(found) : await new Attempt(options, found.path).run();
}

function unfound({ fault, printed }: Extract<FoundWkp, { path: null }>): Recognition {
  return {
    ...{ kind: 'unknown', profile: null, draft: null, rejections: [], wkpPath: null, known: null },
    ...{ troubles: [fault], printed },
  };
}

class Attempt {
  readonly #options: RecognitionOptions;
  readonly #wkpPath: string;
  readonly #rejections: Rejection[] = [];
  readonly #troubles: string[] = [];
  #printed = '';

  constructor(options: RecognitionOptions, wkpPath: string) {
    this.#options = options;
    this.#wkpPath = wkpPath;
  }

  async run(): Promise<Recognition> {
    const wkpPath = this.#wkpPath;
    const { profiles } = this.#options;
    const [namesakes, others] = [true, false].map((wanted) =>
      profiles.filter((profile) => isTellingName(profile, wkpPath) === wanted),
    ) as [Profile[], Profile[]];
    const blind: SeenServer = { wkpPath, known: null, kind: 'none' };
    const early = await this.#tryKnown(namesakes, blind);
    if (early !== null) {
      return this.#conclude(blind, { kind: 'known', profile: early, draft: null });
    }
    const seen = await this.#observe();
    const profile = await this.#tryKnown(others, seen);
    if (profile !== null) {
      return this.#conclude(seen, { kind: 'known', profile, draft: null });
    }
    const { inferred, draft } =
      seen.known === null ? nothingInferred : await this.#infer(seen, seen.known);
    return inferred === null
      ? this.#conclude(seen, { kind: 'unknown', profile: null, draft })
      : this.#conclude(seen, { kind: 'inferred', profile: inferred, draft: null });
  }

  #conclude(
    { known }: SeenServer,
    end: Pick<Recognition, 'kind' | 'profile' | 'draft'>,
  ): Recognition {
    return {
      ...{ ...end, known, wkpPath: this.#wkpPath, rejections: this.#rejections },
      troubles: end.profile === null ? this.#troubles : [],
      printed: this.#printed,
    };
  }

  /** The first introduction that is answered, twice, so that what changes can be told. */
  async #observe(): Promise<SeenServer> {
    const wkpPath = this.#wkpPath;
    const remarks = new Set<string>();
    for (const introduction of introductions) {
      const look = async (isPatient: boolean) => {
        const trial = { wkpPath, introduction, isPatient };
        const { outcome, printed, fault } = await tryFresh(this.#options, wkpPath, (server) =>
          observeHandshake(server, trial),
        );
        this.#printed = printed;
        (outcome?.remarks ?? [fault ?? '']).forEach((remark) => remarks.add(remark));
        return outcome?.known ?? null;
      };
      const hasty = this.#options.signal.aborted ? null : await look(false);
      // What seems to wait for more bytes may only have slept.
      const mayHaveSlept = introduction === 'padded' && (hasty?.connectBytes ?? 0) > leastSizeBytes;
      const patient = mayHaveSlept ? await look(true) : null;
      const known = patient ?? hasty;
      const again = known === null ? null : await look(patient !== null);
      if (known !== null && again !== null) {
        // A server may answer late, when more had been written than it wanted, but never early.
        const connectBytes = Math.min(known.connectBytes, again.connectBytes);
        return { wkpPath, known: { ...known, connectBytes }, kind: ackKindOf(known, again) };
      }
    }
    const none = 'it answered to none of the ways in which a client may introduce itself';
    this.#troubles.push(none, ...remarks);
    return { wkpPath, known: null, kind: 'none' };
  }

  async #tryKnown(profiles: readonly Profile[], seen: SeenServer): Promise<Profile | null> {
    let tryCount = 0;
    for (const profile of likeliestFirst(profiles, this.#wkpPath)) {
      const { candidates, reason } = matchProfile(profile, seen);
      if (candidates === null) {
        this.#rejections.push({ name: profile.name, reason });
        continue;
      }
      let last = 'too many others were tried before it';
      for (const candidate of candidates) {
        if (tryCount === tryCountMax || this.#options.signal.aborted) {
          break;
        }
        tryCount += 1;
        const { fault, isSpent } = await tryProfile(candidate, this.#options);
        if (fault === null) {
          return isSpent ? forOneSession(candidate) : candidate;
        }
        last = fault;
      }
      this.#rejections.push({ name: profile.name, reason: last });
    }
    return null;
  }

  /**
   * The profile of the first session that brought replies and can be repeated; or else a draft of
   * the one that went furthest.
   */
  async #infer(seen: SeenServer, known: Acknowledged): Promise<Inference> {
    const deadlineMs = performance.now() + inferenceMs;
    let draft: Profile | null = null;
    let trouble = 'the handshake was begun, but never came to an end';
    for (const conversation of conversations(seen.kind, known)) {
      if (this.#options.signal.aborted || performance.now() > deadlineMs) {
        break;
      }
      const dialect = await this.#converse({ known, ...conversation });
      if (dialect === null) {
        continue;
      }
      const profile = inferProfile(dialect);
      if (profile.operation.pattern === 'none') {
        trouble =
          draft === null ? 'after the handshake nothing that was asked was answered' : trouble;
        draft ??= profile;
        continue;
      }
      const { fault, isSpent } = await tryProfile(profile, this.#options);
      if (fault === null) {
        return { inferred: isSpent ? forOneSession(profile) : profile, draft: null };
      }
      draft = profile;
      trouble = fault;
    }
    this.#troubles.push(trouble);
    return { inferred: null, draft };
  }

  async #converse(plan: Conversation & { known: Acknowledged }): Promise<SeenDialect | null> {
    const { name } = this.#options;
    const wkpPath = this.#wkpPath;
    const { outcome, printed } = await tryFresh(this.#options, wkpPath, async (server) =>
      observeSession(server, { ...plan, wkpPath }),
    );
    this.#printed = printed;
    return outcome === null ? null : { name, wkpPath, ...plan, session: outcome };
  }
}

interface Inference {
  readonly inferred: Profile | null;
  readonly draft: Profile | null;
}

const nothingInferred: Inference = { inferred: null, draft: null };

/** The profile of a server that ends with its first session. */
function forOneSession(profile: Profile): Profile {
  return { ...profile, server: { ...profile.server, maxSessions: 1 } };
}

function isNamesake({ wkp }: Profile, wkpPath: string): boolean {
  return basename(wkp.path) === basename(wkpPath);
}

/**
 * Whether the pipe's name alone speaks for a profile that no plain introduction would find: it is
 * the same name, or absolute as only those of textbooks are.
 */
function isTellingName(profile: Profile, wkpPath: string): boolean {
  const areAbsolute = wkpPath.startsWith('/') && profile.wkp.path.startsWith('/');
  return (isNamesake(profile, wkpPath) || areAbsolute) && introductionOf(profile) === 'other';
}

/** Those whose pipe is called the same come first. */
function likeliestFirst(profiles: readonly Profile[], wkpPath: string): Profile[] {
  const rank = (profile: Profile) => Number(!isNamesake(profile, wkpPath));
  return [...profiles].sort((left, right) => rank(left) - rank(right));
}
