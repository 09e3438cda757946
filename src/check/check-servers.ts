// Checks servers one after the other: each probe on a fresh instance, some side by side where the
// instances do not share a name. Nothing is judged here; the probes do that.

import { describeEnvironment } from '../environment/describe-environment.ts';
import { toolIdentity } from '../environment/tool-identity.ts';
import type { CheckedServer, ProbeResult } from '../model/check-result.ts';
import type { Run } from '../model/run.ts';
import type { Profile } from '../profile/profile.ts';
import { failed, type Probe, type ProbeVerdict } from './probe.ts';
import { ProbedServer, type ProbedSpec, probedProfile, startFaultOf } from './probed-server.ts';
import { sessionTwice } from './probes/session-twice.ts';
import { chooseProbes } from './probes.ts';
import { brokenSession, stalePipe as staleRemedy } from './remedies.ts';
import { Trial } from './trial.ts';

/** A probe has come to its end. */
export interface CheckProgress {
  readonly server: string;
  readonly probe: string;
  /** Probes of all servers that are done, and how many there are. */
  readonly doneCount: number;
  readonly count: number;
}

/** How servers are checked. */
export interface CheckOptions {
  /** Names of probes; empty: every one. */
  readonly probes: readonly string[];
  /** How long each single step may take; 1 or more. */
  readonly timeoutMs: number;
  /** Where servers get their directories; see `runDirectoryParent`. */
  readonly parentDirectory: string;
  /** Ends the check early; what is known by then is kept. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CheckProgress) => void;
}

/** Probes that run side by side. */
const concurrentCount = 4;
const uselessNow = 'An ordinary client is not served, so that nothing else can be asked.';

/**
 * Checks one server. Throws a FifobenchError of code `usage` for a probe that there is not. A
 * server that does not start makes the run invalid, with its cause.
 */
export async function checkServer(options: CheckOptions & { server: ProbedSpec }): Promise<Run> {
  return await checkServers({ ...options, servers: [options.server] });
}

/** A server that nobody could talk to. */
export interface Stranger {
  readonly name: string;
  /** Why not, a sentence. */
  readonly startFault: string;
}

/**
 * Checks several in their order; throws as `checkServer` does. `strangers` come last in the run and
 * make it invalid, as servers do that do not start.
 */
export async function checkServers(
  options: CheckOptions & {
    readonly servers: readonly ProbedSpec[];
    readonly strangers?: readonly Stranger[];
  },
): Promise<Run> {
  const startedAt = new Date();
  const started = process.hrtime.bigint();
  const probes = chooseProbes(options.probes);
  const checks: CheckedServer[] = [];
  for (const server of options.servers) {
    if (!options.signal.aborted) {
      const counts = {
        before: checks.length * probes.length,
        all: options.servers.length * probes.length,
      };
      const checked = await new Check(server, { ...options, chosen: probes, counts }).run();
      // A start that was cut short says nothing about the server.
      const isKnown = checked.startFault === null || !options.signal.aborted;
      checks.push(...(isKnown ? [checked] : []));
    }
  }
  const strangers = (options.strangers ?? []).map(({ name, startFault }) => ({
    ...{ server: name, profile: 'unknown', startFault, probes: [] },
  }));
  checks.push(...strangers);
  const causes = checks.flatMap(({ server, startFault }) =>
    startFault === null ? [] : [`${server}: ${startFault}`],
  );
  const elapsedNs = Number(process.hrtime.bigint() - started);
  return {
    ...{ kind: 'check', scenario: 'check', seed: 0, design: null, cases: [], verdicts: [] },
    extent: { kind: 'duration', durationNs: elapsedNs },
    tool: await toolIdentity(),
    ...{ startedAt: startedAt.toISOString(), elapsedNs, checks, notes: [] },
    status: options.signal.aborted ? 'interrupted' : 'complete',
    validity: { valid: causes.length === 0, causes },
    environment: await describeEnvironment(options.parentDirectory),
  };
}

interface OneCheck extends Omit<CheckOptions, 'probes'> {
  readonly chosen: readonly Probe[];
  /** Of probes: of servers before this one, and of all. */
  readonly counts: { readonly before: number; readonly all: number };
}

/** The check of one server. */
class Check {
  readonly #spec: ProbedSpec;
  readonly #profile: Profile;
  readonly #options: OneCheck;
  readonly #results = new Map<Probe, ProbeResult>();

  constructor(spec: ProbedSpec, options: OneCheck) {
    this.#spec = spec;
    this.#profile = probedProfile(spec);
    this.#options = options;
  }

  async run(): Promise<CheckedServer> {
    const known = { server: this.#spec.name, profile: this.#profile.name };
    const startFault = await this.#startFault();
    if (startFault !== null) {
      return { ...known, startFault, probes: [] };
    }
    // First and alone: where ordinary clients fail, all else would tell of that only.
    const ordinary = await this.#askOne(sessionTwice);
    const chosen = this.#options.chosen.filter((probe) => probe !== sessionTwice);
    if (chosen.length < this.#options.chosen.length || !ordinary.passed) {
      this.#report(sessionTwice, ordinary);
    }
    if (ordinary.passed) {
      const waiting = [...chosen];
      await Promise.all(Array.from({ length: this.#workerCount }, () => this.#work(waiting)));
    } else {
      chosen.forEach((probe) => this.#report(probe, skipped(probe, uselessNow)));
    }
    const inOrder = [sessionTwice, ...chosen].flatMap((probe) => this.#results.get(probe) ?? []);
    return { ...known, startFault: null, probes: inOrder };
  }

  async #work(waiting: Probe[]): Promise<void> {
    for (let probe = waiting.shift(); probe !== undefined; probe = waiting.shift()) {
      this.#report(probe, await this.#askOne(probe));
    }
  }

  /** What was interrupted tells nothing. */
  #report(probe: Probe, result: ProbeResult): void {
    const { signal, counts, onProgress } = this.#options;
    if (!signal.aborted) {
      this.#results.set(probe, result);
      onProgress({
        ...{ server: this.#spec.name, probe: probe.name },
        ...{ doneCount: counts.before + this.#results.size, count: counts.all },
      });
    }
  }

  /** Instances whose FIFOs have the same names would be in each other's way. */
  get #workerCount(): number {
    const { wkp, fifos, server } = this.#profile;
    const names = [wkp.path, fifos.down, fifos.up ?? ''];
    const isShared = names.some((name) => name.startsWith('/')) || server.cwd !== 'temp';
    return isShared ? 1 : concurrentCount;
  }

  /** Starts it once without any client; why it did not start, or `null`. */
  async #startFault(): Promise<string | null> {
    const started = await this.#startFresh(false);
    if (typeof started === 'string') {
      return started;
    }
    await started.stop({ signal: 'SIGKILL', graceMs: 0 });
    return null;
  }

  /** The server, or why it did not start this time. */
  async #startFresh(stalePipe: boolean): Promise<ProbedServer | string> {
    try {
      const { parentDirectory, signal } = this.#options;
      return await ProbedServer.start(this.#spec, { parentDirectory, stalePipe, signal });
    } catch (error) {
      return startFaultOf(error);
    }
  }

  async #askOne(probe: Probe): Promise<ProbeResult> {
    const started = process.hrtime.bigint();
    const reason = probe.skips(this.#profile);
    if (reason !== null || this.#options.signal.aborted) {
      return skipped(probe, reason ?? '');
    }
    const { outcome, observation, remedy } = await this.#askFresh(probe);
    return {
      ...{ probe: probe.name, outcome, passed: remedy === null, observation },
      ...{ explanation: remedy?.cause ?? null, advice: remedy?.advice ?? null },
      elapsedNs: Number(process.hrtime.bigint() - started),
    };
  }

  async #askFresh(probe: Probe): Promise<ProbeVerdict> {
    const { timeoutMs, signal } = this.#options;
    const stalePipe = probe.startsWithStalePipe === true;
    const server = await this.#startFresh(stalePipe);
    if (typeof server === 'string') {
      return failed('server exits', server, stalePipe ? staleRemedy : brokenSession);
    }
    const trial = new Trial(server, { profile: this.#profile, patience: { timeoutMs, signal } });
    try {
      return await probe.ask(trial);
    } finally {
      trial.dispose();
      await server.stop({ signal: 'SIGKILL', graceMs: 0 });
    }
  }
}

function skipped(probe: Probe, observation: string): ProbeResult {
  return {
    ...{ probe: probe.name, outcome: 'skipped', passed: true, observation },
    ...{ explanation: null, advice: null, elapsedNs: 0 },
  };
}
