// The three measurements as a library offers them: little has to be said, and what comes back is
// the very object that the command line saves as JSON.

import { defaultScenario } from '../../bench/scenarios/default.ts';
import { handshakeScenario } from '../../bench/scenarios/handshake.ts';
import { type CheckProgress, checkServer as check } from '../check/check-servers.ts';
import type { ProbedSpec } from '../check/probed-server.ts';
import { availableCpus } from '../environment/available-cpus.ts';
import { FifobenchError } from '../errors.ts';
import { fitLoad } from '../model/fit-load.ts';
import type { Extent, Load } from '../model/load.ts';
import { type Placement, placementWords } from '../model/placement.ts';
import { mostPairs } from '../model/planned-looks.ts';
import {
  defaultCase,
  groupNames,
  loadOf,
  type Scenario,
  type ScenarioCase,
} from '../model/scenario.ts';
import { profileOf } from '../model/server-spec.ts';
import { choosePlacement } from '../runner/choose-placement.ts';
import { comparableCases } from '../runner/comparable-cases.ts';
import { compareServers as compare } from '../runner/compare-servers.ts';
import { extentOfLoad } from '../runner/open-plan.ts';
import { runLoad as load } from '../runner/run-load.ts';
import { samePairCount } from '../runner/schedule.ts';
import type { StoredRun } from '../store/run-schema.ts';
import { toStoredRun } from '../store/to-stored-run.ts';
import {
  completeSettings,
  type LibrarySettings,
  type NamedServer,
  serverNamed,
} from './library-settings.ts';

/** One server under one load. */
export interface RunLoadOptions extends LibrarySettings {
  readonly server: NamedServer;
  /**
   * What is left out is as in the scenario `handshake`: one client, without operations; in open
   * load up to 1,000 clients.
   */
  readonly load?: Partial<Load>;
  /** Absent: the scheduler chooses. */
  readonly placement?: Placement;
  /** Absent: 5 s. Open load lasts as long as its stages. */
  readonly extent?: Extent;
  /** Load before anything is recorded; absent: 0.5 s. */
  readonly warmupNs?: number;
}

/**
 * Loads a server and returns the run as `fifobench run --format json` prints it. A server that
 * fails under load makes an invalid run with what there is. Throws FifobenchErrors where nothing
 * could be measured at all.
 */
export async function runLoad(options: RunLoadOptions): Promise<StoredRun> {
  const server = serverNamed(options.server);
  const clientCount = options.load?.open === undefined ? 1 : defaultOpenClientCount;
  const asked = { ...defaultCase, operationCount: 0, clientCount, ...options.load };
  const { load: scenarioCase, notes } = fitLoad(asked, profileOf(server));
  const { open } = scenarioCase;
  const placement: Placement = options.placement ?? unpinned;
  const [group = ''] = groupNames([scenarioCase]);
  const run = await load({
    ...completeSettings(options),
    ...{ server, placement, notes, scenario: handshakeScenario.name },
    load: loadOf(scenarioCase),
    extent: extentOfLoad(scenarioCase, options.extent ?? defaultExtent),
    warmupNs: options.warmupNs ?? defaultWarmupNs,
    group:
      (open === undefined ? '' : 'open load, up to ') +
      group.replace('unpinned', placementWords(placement)),
  });
  return toStoredRun(run);
}

const unpinned: Placement = { name: 'unpinned', serverCpus: [], clientCpus: [] };
const defaultExtent: Extent = { kind: 'duration', durationNs: 5_000_000_000 };
const defaultWarmupNs = 500_000_000;
/** Clients that may be under way at once. */
const defaultOpenClientCount = 1_000;

/** Servers against the first of them. */
export interface CompareServersOptions extends LibrarySettings {
  /** Two or more, with different names. */
  readonly servers: readonly NamedServer[];
  /** Loads, placements and design; its servers do not matter. Absent: the scenario `default`. */
  readonly scenario?: Scenario;
}

/**
 * Compares servers in pairs and returns the run as `fifobench compare --format json` prints it.
 * Throws FifobenchErrors where a server does not even start in the first round, and of code `usage`
 * where there are not two servers of different names.
 */
export async function compareServers(options: CompareServersOptions): Promise<StoredRun> {
  const servers = options.servers.map(serverNamed);
  if (servers.length < 2 || new Set(servers.map(({ name }) => name)).size < servers.length) {
    throw new FifobenchError('usage', 'two servers or more with different names are compared', {
      remedy: "give a list such as ['basic', 'forking']",
    });
  }
  const { name, design, cases: asked } = options.scenario ?? defaultScenario;
  const { warmupHandshakeCount, ...pairs } = design;
  const placementOf = (placement: ScenarioCase['placement']) =>
    choosePlacement(placement, availableCpus());
  const pairCount = mostPairs(pairs.looks);
  const run = await compare({
    ...completeSettings(options),
    ...comparableCases(asked, { servers, placementOf }),
    ...{ servers, warmupHandshakeCount, scenario: name },
    design: { ...pairs, kind: 'duet', pairCount, samePairCount: samePairCount(pairCount) },
  });
  return toStoredRun(run);
}

/** One server and what is asked of it. */
export interface CheckServerOptions extends Pick<LibrarySettings, 'parentDirectory' | 'signal'> {
  readonly server: string | ProbedSpec;
  /** Names of probes; absent or empty: every one. */
  readonly probes?: readonly string[];
  /** How long each single step may take, 1 or more; absent: 1 s. */
  readonly timeoutMs?: number;
  readonly onProgress?: (progress: CheckProgress) => void;
}

/**
 * Checks a server and returns the run as `fifobench check --format json` prints it; what was found
 * is in `checks`. Throws a FifobenchError of code `usage` for a probe that there is not.
 */
export async function checkServer(options: CheckServerOptions): Promise<StoredRun> {
  const server = serverNamed(options.server);
  if (server.kind === 'attached') {
    throw new FifobenchError('usage', 'every probe needs a fresh server', {
      remedy: 'give the command that starts it',
    });
  }
  const { parentDirectory, signal } = completeSettings({
    ...(options.parentDirectory === undefined ? {} : { parentDirectory: options.parentDirectory }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const run = await check({
    ...{ server, parentDirectory, signal, probes: options.probes ?? [] },
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    onProgress: options.onProgress ?? (() => undefined),
  });
  return toStoredRun(run);
}

const defaultTimeoutMs = 1_000;
