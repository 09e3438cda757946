// Turns a stored run back into a Run. What the file keeps only as a sum over the blocks of a case
// comes back with the first block that counts, so that the totals of the case are what they were.

import { FifobenchError } from '../errors.ts';
import { type Block, type Latencies, phases, type ResourceUse } from '../model/block.ts';
import type { Load } from '../model/load.ts';
import { singleLook } from '../model/planned-looks.ts';
import type { CaseResult, Run } from '../model/run.ts';
import { type ServerSpec, withBurden } from '../model/server-spec.ts';
import type { CountedCalls, SystemCalls } from '../model/system-calls.ts';
import type { Verdict } from '../model/verdict.ts';
import { LatencyHistogram } from '../stats/latency-histogram.ts';
import { fromStoredBurden } from './burden-schema.ts';
import { fromStoredMicro } from './micro-schema.ts';
import type {
  StoredBlock,
  StoredCase,
  StoredRun,
  StoredSystemCalls,
  StoredUse,
} from './run-schema.ts';
import { fromStoredTimeGrid } from './time-grid-schema.ts';

/**
 * The run that a stored run stands for. Totals, metrics and verdicts of its cases are those of the
 * original. Throws a FifobenchError of code `results-format` for a histogram or a grid of times
 * that cannot be read, naming its place in the file.
 */
export function fromStoredRun(stored: StoredRun): Run {
  const {
    schemaVersion: _,
    scaling: __,
    cases,
    design,
    verdicts,
    thresholds,
    rateSearch,
    crossovers,
    micro,
    gate,
    programs,
    checks,
    ...same
  } = stored;
  return {
    ...same,
    ...(thresholds === undefined ? {} : { thresholds }),
    ...(gate === undefined ? {} : { gate }),
    ...(programs === undefined ? {} : { programs }),
    ...(rateSearch === undefined ? {} : { rateSearch: fromStoredSearch(rateSearch) }),
    ...(crossovers === undefined ? {} : { crossovers }),
    ...(micro === undefined ? {} : { micro: micro.map(fromStoredMicro) }),
    design: design && { ...design, looks: design.looks ?? singleLook(design.pairCount) },
    ...(checks === undefined ? {} : { checks: checks.map(({ score: _score, ...check }) => check) }),
    cases: cases.map((storedCase, index) => fromStoredCase(storedCase, `cases[${index}]`)),
    verdicts: verdicts.map(fromStoredVerdict),
  };
}

function fromStoredVerdict({ pairs, samePairs, ...same }: StoredRun['verdicts'][number]): Verdict {
  const { chanceRatio = null, correctedChanceRatio = null } = same;
  const counts = { pairCount: pairs, samePairCount: samePairs };
  return { ...same, ...counts, chanceRatio, correctedChanceRatio };
}

function fromStoredSearch({
  probes,
  ...same
}: NonNullable<StoredRun['rateSearch']>): NonNullable<Run['rateSearch']> {
  return { ...same, probeCount: probes };
}

/** The load that a stored one stands for. */
export function fromStoredLoad({ open, ...closed }: StoredCase['load']): Load {
  return open === undefined ? closed : { ...closed, open };
}

function fromStoredCase(stored: StoredCase, place: string): CaseResult {
  const { name, group } = stored;
  const server = fromStoredServer(stored.server);
  const { isKeptAwake, ...processors } = stored.placement;
  const load = fromStoredLoad(stored.load);
  const bearer = Math.max(
    0,
    stored.blocks.findIndex(({ pairKind }) => pairKind !== 'same'),
  );
  const blocks = stored.blocks.map((block, index) => {
    const plain = fromStoredBlock(block, {
      server: server.name,
      place: `${place}.blocks[${index}]`,
    });
    return index === bearer ? withSums(plain, { stored, place }) : plain;
  });
  const placement = isKeptAwake === true ? { ...processors, isKeptAwake } : processors;
  const systemCalls = stored.systemCalls && fromStoredCalls(stored.systemCalls);
  return {
    ...{ name, group, server, load, placement, blocks },
    ...(systemCalls === undefined ? {} : { systemCalls }),
  };
}

function fromStoredCalls({ server, clients }: StoredSystemCalls): SystemCalls {
  const counted = (stored: StoredSystemCalls['server']): CountedCalls | null =>
    stored && { handshakeCount: stored.handshakes, callCount: stored.calls };
  return { server: counted(server), clients: counted(clients) };
}

function fromStoredServer(stored: StoredCase['server']): ServerSpec {
  if (stored.kind !== 'pattern') {
    return stored;
  }
  const { burden, ...plain } = stored;
  return withBurden(plain, fromStoredBurden(burden));
}

function fromStoredBlock(
  stored: StoredBlock,
  { server, place }: { server: string; place: string },
): Block {
  const none = LatencyHistogram.empty();
  const decode = decoderOf(stored.histograms, place);
  return {
    server,
    ...(stored.open === undefined ? {} : { open: stored.open }),
    ...(stored.histograms.censored === undefined ? {} : { censored: decode('censored') }),
    ...(stored.race === undefined ? {} : { race: stored.race }),
    ...(stored.fairness === undefined ? {} : { fairness: stored.fairness }),
    ...(stored.overTime === undefined
      ? {}
      : { overTime: fromStoredTimeGrid(stored.overTime, place) }),
    pair: stored.pair,
    pairKind: stored.pairKind,
    busyNs: stored.busyNs,
    handshakes: stored.handshakes,
    failures: stored.errors,
    latencies: {
      service: decode('service'),
      response: decode('response'),
      roundTrip: decode('roundTrip'),
      lag: none,
      gate: none,
      phases: { prepare: none, connect: none, send: none, ack: none, respond: none },
    },
    operationCount: stored.operations.count,
    operationBytes: stored.operations.bytes,
    serverUse: stored.serverUse && fromStoredUse(stored.serverUse),
    clientUse: fromStoredUse(stored.clientUse),
    forkNs: null,
    forkToChildNs: null,
    ...(stored.leftovers === undefined ? {} : { leftovers: stored.leftovers }),
    serverFault: stored.serverFault,
  };
}

/** The block with the histograms that the file keeps only as a sum. */
function withSums(block: Block, { stored, place }: { stored: StoredCase; place: string }): Block {
  const decode = decoderOf(stored.histograms, place);
  const phaseSums = phases.map((phase) => [phase, decode(phase)] as const);
  return {
    ...block,
    latencies: {
      ...block.latencies,
      lag: decode('lag'),
      gate: decode('gate'),
      phases: Object.fromEntries(phaseSums) as Latencies['phases'],
    },
    forkNs: stored.forkNs && decode('fork'),
    forkToChildNs: stored.forkToChildNs && decode('forkToChild'),
  };
}

/** Decodes histograms by name; one that is left out is empty. */
function decoderOf<Name extends string>(
  histograms: Readonly<Partial<Record<Name, string | undefined>>>,
  place: string,
): (name: Name) => LatencyHistogram {
  return (name) => {
    const encoded = histograms[name];
    try {
      return encoded === undefined ? LatencyHistogram.empty() : LatencyHistogram.decode(encoded);
    } catch (cause) {
      const message = `${place}.histograms.${name} is not a histogram`;
      throw new FifobenchError('results-format', message, { cause });
    }
  };
}

function fromStoredUse(stored: StoredUse): ResourceUse {
  return {
    handshakeCount: stored.handshakes,
    userNs: stored.userNs,
    systemNs: stored.systemNs,
    voluntarySwitchCount: stored.voluntarySwitches,
    involuntarySwitchCount: stored.involuntarySwitches,
    minorFaultCount: stored.minorFaults,
    ioCallCount: stored.ioCalls ?? null,
    forkCount: stored.forks,
  };
}
