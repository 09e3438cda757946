// What a reader must know to trust a run, in sentences that every format shares: how it was made,
// whether it was cut short, on which machine and at which placement, and what failed.

import { gateWarnings } from '../model/gate-record.ts';
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
import { metricPlace } from './metric-place.ts';
import { cpuWords } from './micro-table.ts';
import { differentWords, joinWords, say, traced, type Words } from './prose.ts';

/** How the run was made, in a few words each: command, scenario, design, seed, start. */
export function runFacts(run: Run): Words[] {
  const { startedAt, elapsedNs, tool, checks } = run;
  const started = traced('startedAt', startedAt);
  return [
    ...(checks === undefined
      ? [
          `scenario ${run.scenario}`,
          ...designFacts(run),
          say`seed ${traced('seed', String(run.seed))}`,
        ]
      : [traced('checks.length', formatCounted(checks.length, 'server'))]),
    say`${started} (${traced('elapsedNs', formatDuration(elapsedNs))})`,
    say`${tool.name} ${traced('tool.version', tool.version)}`,
  ];
}

function designFacts({ design, extent }: Run): Words[] {
  if (design === null) {
    const much =
      extent.kind === 'duration'
        ? traced('extent.durationNs', formatDuration(extent.durationNs))
        : traced('extent.handshakeCount', formatCounted(extent.handshakeCount, 'handshake'));
    return [say`${much} a case`];
  }
  const block = traced('design.blockNs', formatDuration(design.blockNs));
  const slice = traced(
    'design.sliceHandshakeCount',
    formatCounted(design.sliceHandshakeCount, 'handshake'),
  );
  return [
    say`${pairsWord(design)} of ${block} and ${samePairsWord(design)}`,
    design.kind === 'duet' ? say`slices of ${slice}` : 'one block after the other',
  ];
}

/** `20 pairs`, or `12, 20 or 30 pairs` where looks were planned. */
function pairsWord({ looks: { pairCounts }, pairCount }: ComparisonDesign): Words {
  const earlier = pairCounts
    .slice(0, -1)
    .map((count, index) => traced(`design.looks.pairCounts[${index}]`, String(count)));
  const pairs = traced('design.pairCount', formatCounted(pairCount, 'pair'));
  return earlier.length === 0 ? pairs : say`${joinWords(earlier, ', ')} or ${pairs}`;
}

function samePairsWord({ looks, samePairCount }: ComparisonDesign): Words {
  const isMost = looks.pairCounts.length > 1;
  const pairs = traced('design.samePairCount', formatCounted(samePairCount, 'A/A pair'));
  return say`${isMost ? 'up to ' : ''}${pairs}`;
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
export function loadSentences(cases: readonly LoadedCase[]): Words[] {
  const laws = cases.flatMap(({ burden, place = '' }) => {
    const law = burden?.service?.law;
    return law === undefined ? [] : [String(lawWords(law, place))];
  });
  const isOneLaw = new Set(laws).size === 1;
  const sentences = [
    ...cases.map(loadSentence),
    ...cases.map((each) => burdenSentence(each, { isOneLaw })),
  ];
  return differentWords(sentences.filter((sentence) => String(sentence) !== ''));
}

/** What is said of a case; without a place where nobody follows its figures. */
type LoadedCase = Pick<CaseFigures, 'load' | 'burden'> & Partial<Pick<CaseFigures, 'place'>>;

/** A figure of the case at `place`; of one without a place only what is shown. */
function tracedIn(place: string, name: string, shown: string): Words {
  return place === '' ? shown : traced(`${place}.${name}`, shown);
}

/** Where points differ in their service times, each is named after its own. */
function burdenSentence(
  { burden, place = '' }: LoadedCase,
  { isOneLaw }: { isOneLaw: boolean },
): Words {
  const { service, ballastBytes = 0 } = burden ?? {};
  const time =
    service === undefined || !isOneLaw ? 'its service time' : lawWords(service.law, place);
  const manner = service?.kind === 'sleep' ? 'asleep' : 'on the CPU';
  const ballast = tracedIn(place, 'server.burden.ballastBytes', formatBytes(ballastBytes));
  return joinWords(
    [
      ...(service === undefined ? [] : [say`each operation takes ${time} ${manner}`]),
      ...(ballastBytes === 0 ? [] : [say`the server holds ${ballast} of ballast`]),
    ],
    ', ',
  );
}

/** A law of service times for people. */
function lawWords(law: ServiceLaw, casePlace: string): Words {
  const at = (name: string, shown: string) =>
    tracedIn(casePlace, `server.burden.service.law.${name}`, shown);
  switch (law.kind) {
    case 'constant':
      return at('constantNs', formatDuration(law.constantNs));
    case 'exponential':
      return say`${at('meanNs', formatDuration(law.meanNs))} on average (exponential law)`;
    case 'bimodal': {
      const usual = at('usualNs', formatDuration(law.usualNs));
      const rare = at('rareNs', formatDuration(law.rareNs));
      return say`${usual}, but ${rare} in ${at('rareRatio', formatShare(law.rareRatio))},`;
    }
  }
}

/** What the clients of a case do, in one sentence. */
function loadSentence({ load, place = '' }: LoadedCase): Words {
  const { threadCount, operationCount, payloadBytes, thinkNs, timeoutNs, admission } = load;
  const at = (name: string, shown: string) => tracedIn(place, `load.${name}`, shown);
  const count = at('operationCount', formatCounted(operationCount, 'operation'));
  const operations =
    operationCount === 0
      ? 'no operation'
      : say`${count} of ${at('payloadBytes', formatBytes(payloadBytes))}`;
  const thought = at('thinkNs', formatDuration(thinkNs));
  return joinWords(
    [
      say`${operations} after each handshake`,
      ...(thinkNs === 0 ? [] : [say`${thought} of thought between sessions`]),
      admission === 'gate' ? 'one client at a time through the gate' : 'no gate: clients race',
      at('threadCount', formatCounted(threadCount, 'thread')),
      say`timeout ${at('timeoutNs', formatDuration(timeoutNs))}`,
    ],
    ', ',
  );
}

/** The machine in a few words each; what is unknown is left out. */
export function environmentFacts(environment: Environment): Words[] {
  const { kernel, cpuModel, coreCount, governor, hypervisor, libc, node } = environment;
  const at = (name: keyof Environment, shown: string) => traced(`environment.${name}`, shown);
  return [
    say`kernel ${at('kernel', kernel)}`,
    at('cpuModel', cpuModel),
    at('coreCount', formatCounted(coreCount, 'core')),
    at('memoryBytes', formatBytes(environment.memoryBytes)),
    `${environment.fileSystem} (run directory)`,
    ...(governor === null ? [] : [`governor ${governor}`]),
    ...(hypervisor === null ? [] : [`virtual machine (${hypervisor})`]),
    ...(libc === null ? [] : [at('libc', libc)]),
    say`Node ${at('node', node.replace(/^v/, ''))}`,
    say`fingerprint ${at('fingerprint', environment.fingerprint)}`,
  ];
}

/** One sentence a placement of the run, and a warning where it shackles a forking server. */
export function placementSentences({ cases }: Run): Words[] {
  const placements = new Map(
    cases.map(({ placement }, index) => [placement.name, { placement, index }]),
  );
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

function placementSentence({ placement, index }: { placement: Placement; index: number }): Words {
  const { name, serverCpus, clientCpus, isKeptAwake } = placement;
  const at = `cases[${index}].placement`;
  const awake =
    isKeptAwake === true ? '; idle ones are kept awake, so that whoever wakes runs at once' : '';
  const server = processors(serverCpus, `${at}.serverCpus`);
  return say`${name}: server on ${server}, clients on ${processors(
    clientCpus,
    `${at}.clientCpus`,
  )}${awake}.`;
}

function processors(cpus: readonly number[], place: string): Words {
  return cpus.length === 0 ? 'any CPU' : say`CPU ${cpuWords(cpus, place)}`;
}

/** What went wrong with servers and handshakes, a sentence each; failures by phase and cause. */
export function failureSentences(cases: readonly CaseFigures[]): Words[] {
  return cases.flatMap((figures) => [
    ...figures.serverFaults.map((fault) => `${figures.server}: ${fault}`),
    ...(figures.failures.length === 0 ? [] : [failureSentence(figures)]),
  ]);
}

function failureSentence(figures: CaseFigures): Words {
  const { place, server, failures, failedCount, establishedCount, metrics } = figures;
  const at = `${place}.handshakes`;
  const kinds = failures.map(({ phase, cause, count }, index) => {
    const times = traced(`${place}.errors[${index}].count`, `${formatCount(count)}×`);
    return say`${times} ${phase} ${cause}`;
  });
  const begun = traced(
    `${at}.failed + ${at}.established`,
    formatCounted(failedCount + establishedCount, 'handshake'),
  );
  const failed = say`${traced(`${at}.failed`, formatCount(failedCount))} of ${begun} failed`;
  const share = traced(metricPlace(place, 'failed_ratio'), formatShare(metrics.failed_ratio));
  return say`${server}: ${failed} (${share}): ${joinWords(kinds, ', ')}.`;
}

/** What the fork costs, one sentence a case with a measured fork. */
export function forkSentences(cases: readonly CaseFigures[]): Words[] {
  return cases.flatMap((figures) => {
    const { place, server, group, forkNs, forkToChildNs } = figures;
    if (forkNs.p50 === null) {
      return [];
    }
    const p50 = traced(`${place}.forkNs.p50`, formatDuration(forkNs.p50));
    const p90 = traced(`${place}.forkNs.p90`, formatDuration(forkNs.p90));
    const until = traced(`${place}.forkToChildNs.p50`, formatDuration(forkToChildNs));
    const child = forkToChildNs === null ? '' : say`; its child runs ${until} after the call began`;
    const call = say`${p50} (p90 ${p90})${forkShare(figures)}${child}`;
    return [say`${server}, ${group}: the fork call takes ${call}.`];
  });
}

function forkShare({ place, forkNs, metrics }: CaseFigures): Words {
  const handshakeNs = metrics.service_p50;
  if (forkNs.p50 === null || handshakeNs === null) {
    return '';
  }
  const at = `${place}.forkNs.p50 / ${metricPlace(place, 'service_p50')}`;
  return say`, ${traced(at, formatShare(forkNs.p50 / handshakeNs))} of a handshake`;
}
