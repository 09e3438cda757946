// What a reader must know to trust a run, in sentences that every format shares: how it was made,
// whether it was cut short, on which machine and at which placement, and what failed.

import type { Burden } from '../model/burden.ts';
import { gateWarnings } from '../model/gate-record.ts';
import type { Load } from '../model/load.ts';
import type { Placement } from '../model/placement.ts';
import type { ComparisonDesign, Environment, Run } from '../model/run.ts';
import type { ServiceLaw } from '../model/service-time.ts';
import type { CaseFigures } from './case-figures.ts';
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  formatShare,
} from './format-quantity.ts';

/** How the run was made, in a few words each: command, scenario, design, seed, start. */
export function runFacts(run: Run): string[] {
  return [
    ...(run.checks === undefined
      ? [`scenario ${run.scenario}`, ...designFacts(run), `seed ${run.seed}`]
      : [formatCounted(run.checks.length, 'server')]),
    `${run.startedAt} (${formatDuration(run.elapsedNs)})`,
    `${run.tool.name} ${run.tool.version}`,
  ];
}

function designFacts({ design, extent }: Run): string[] {
  if (design === null) {
    return extent.kind === 'duration'
      ? [`${formatDuration(extent.durationNs)} a case`]
      : [`${formatCounted(extent.handshakeCount, 'handshake')} a case`];
  }
  const pairs = `${pairsWord(design)} of ${formatDuration(design.blockNs)}`;
  const way =
    design.kind === 'duet'
      ? `slices of ${formatCounted(design.sliceHandshakeCount, 'handshake')}`
      : 'one block after the other';
  return [`${pairs} and ${samePairsWord(design)}`, way];
}

/** `20 pairs`, or `12, 20 or 30 pairs` where looks were planned. */
function pairsWord({ looks: { pairCounts }, pairCount }: ComparisonDesign): string {
  const earlier = pairCounts.slice(0, -1).join(', ');
  const pairs = formatCounted(pairCount, 'pair');
  return earlier === '' ? pairs : `${earlier} or ${pairs}`;
}

function samePairsWord({ looks, samePairCount }: ComparisonDesign): string {
  const isMost = looks.pairCounts.length > 1;
  return `${isMost ? 'up to ' : ''}${formatCounted(samePairCount, 'A/A pair')}`;
}

/** What keeps a run from being taken at its word, one sentence each; none for a sound one. */
export function warningSentences({ status, validity, gate, checks }: Run): string[] {
  const hasFigures = checks === undefined;
  const doubt =
    validity.valid || !hasFigures ? [] : ['NOT VALID: these figures allow no conclusion.'];
  return [...statusSentences(status), ...doubt, ...(gate === undefined ? [] : gateWarnings(gate))];
}

/** What stands above the causes of a run that is not valid. */
export function invalidityHeading(kind: Run['kind']): string {
  switch (kind) {
    case 'compare':
      return 'No verdict: this measurement is not valid';
    case 'check':
      return 'Not every server could be checked';
    default:
      return 'This measurement is not valid';
  }
}

function statusSentences(status: Run['status']): string[] {
  switch (status) {
    case 'complete':
      return [];
    case 'interrupted':
      return ['INTERRUPTED: stopped early; this is what was measured until then.'];
    case 'failed':
      return ['FAILED: ended with an error; this is what was measured until then.'];
  }
}

/**
 * What clients do and what servers carry, each different sentence once, in the order of the cases.
 */
export function loadSentences(cases: readonly Pick<CaseFigures, 'load' | 'burden'>[]): string[] {
  const laws = new Set(cases.flatMap(({ burden }) => burden?.service?.law ?? []).map(lawWords));
  const burdens = cases.map(({ burden }) => burdenSentence(burden, { isOneLaw: laws.size === 1 }));
  const sentences = [...cases.map(({ load }) => loadSentence(load)), ...burdens];
  return [...new Set(sentences)].filter((sentence) => sentence !== '');
}

/** Where points differ in their service times, each is named after its own. */
function burdenSentence(burden: Burden | null, { isOneLaw }: { isOneLaw: boolean }): string {
  const { service, ballastBytes = 0 } = burden ?? {};
  const time = service === undefined || !isOneLaw ? 'its service time' : lawWords(service.law);
  const manner = service?.kind === 'sleep' ? 'asleep' : 'on the CPU';
  return [
    ...(service === undefined ? [] : [`each operation takes ${time} ${manner}`]),
    ...(ballastBytes === 0 ? [] : [`the server holds ${formatBytes(ballastBytes)} of ballast`]),
  ].join(', ');
}

/** A law of service times for people. */
function lawWords(law: ServiceLaw): string {
  switch (law.kind) {
    case 'constant':
      return formatDuration(law.constantNs);
    case 'exponential':
      return `${formatDuration(law.meanNs)} on average (exponential law)`;
    case 'bimodal':
      return (
        `${formatDuration(law.usualNs)}, but ${formatDuration(law.rareNs)} in ` +
        `${formatShare(law.rareRatio)},`
      );
  }
}

/** What the clients of a case do, in one sentence. */
function loadSentence(load: Load): string {
  const { threadCount, operationCount, payloadBytes, thinkNs, timeoutNs, admission } = load;
  const operations =
    operationCount === 0
      ? 'no operation'
      : `${formatCounted(operationCount, 'operation')} of ${formatBytes(payloadBytes)}`;
  return [
    `${operations} after each handshake`,
    ...(thinkNs === 0 ? [] : [`${formatDuration(thinkNs)} of thought between sessions`]),
    admission === 'gate' ? 'one client at a time through the gate' : 'no gate: clients race',
    formatCounted(threadCount, 'thread'),
    `timeout ${formatDuration(timeoutNs)}`,
  ].join(', ');
}

/** The machine in a few words each; what is unknown is left out. */
export function environmentFacts(environment: Environment): string[] {
  const { kernel, cpuModel, coreCount, governor, hypervisor, libc, node } = environment;
  return [
    `kernel ${kernel}`,
    cpuModel,
    formatCounted(coreCount, 'core'),
    formatBytes(environment.memoryBytes),
    `${environment.fileSystem} (run directory)`,
    ...(governor === null ? [] : [`governor ${governor}`]),
    ...(hypervisor === null ? [] : [`virtual machine (${hypervisor})`]),
    ...(libc === null ? [] : [libc]),
    `Node ${node.replace(/^v/, '')}`,
    `fingerprint ${environment.fingerprint}`,
  ];
}

/** One sentence a placement of the run, and a warning where it shackles a forking server. */
export function placementSentences({ cases }: Run): string[] {
  const placements = new Map(cases.map(({ placement }) => [placement.name, placement]));
  const isShackled = cases.some(
    ({ server, placement }) => server.model === 'forking' && placement.serverCpus.length === 1,
  );
  return [
    ...[...placements.values()].map(placementSentence),
    ...(isShackled
      ? ['Pinning a forking server to one core denies it its parallelism: its children take turns.']
      : []),
  ];
}

function placementSentence(placement: Placement): string {
  const { name, serverCpus, clientCpus, isKeptAwake } = placement;
  const awake =
    isKeptAwake === true ? '; idle ones are kept awake, so that whoever wakes runs at once' : '';
  return (
    `${name}: server on ${processors(serverCpus)}, ` +
    `clients on ${processors(clientCpus)}${awake}.`
  );
}

function processors(cpus: readonly number[]): string {
  return cpus.length === 0 ? 'any CPU' : `CPU ${cpus.join(', ')}`;
}

/** What went wrong with servers and handshakes, a sentence each; failures by phase and cause. */
export function failureSentences(cases: readonly CaseFigures[]): string[] {
  return cases.flatMap((figures) => [
    ...figures.serverFaults.map((fault) => `${figures.server}: ${fault}`),
    ...(figures.failures.length === 0 ? [] : [failureSentence(figures)]),
  ]);
}

function failureSentence(figures: CaseFigures): string {
  const { server, failures, failedCount, establishedCount, metrics } = figures;
  const kinds = failures.map(
    ({ phase, cause, count }) => `${formatCount(count)}× ${phase} ${cause}`,
  );
  const begun = formatCounted(failedCount + establishedCount, 'handshake');
  const failed = `${formatCount(failedCount)} of ${begun} failed`;
  return `${server}: ${failed} (${formatShare(metrics.failed_ratio)}): ${kinds.join(', ')}.`;
}

/** What the fork costs, one sentence a case with a measured fork. */
export function forkSentences(cases: readonly CaseFigures[]): string[] {
  return cases.flatMap(({ server, group, forkNs, forkToChildNs, metrics }) => {
    if (forkNs.p50 === null) {
      return [];
    }
    const call = `${formatDuration(forkNs.p50)} (p90 ${formatDuration(forkNs.p90)})`;
    const handshakeNs = metrics.service_p50;
    const share =
      handshakeNs === null ? '' : `, ${formatShare(forkNs.p50 / handshakeNs)} of a handshake`;
    const child =
      forkToChildNs === null
        ? ''
        : `; its child runs ${formatDuration(forkToChildNs)} after the call began`;
    return [`${server}, ${group}: the fork call takes ${call}${share}${child}.`];
  });
}
