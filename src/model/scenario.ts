// A scenario says what is measured: which servers, under which loads, at which placements, and how
// they are put against each other. Plain data; `scenario-file.ts` reads it from a user's file.

import { type Burden, ballastWords, serviceWords } from './burden.ts';
import { counted } from './counted.ts';
import type { Load } from './load.ts';
import { type PlannedLooks, plannedLooks } from './planned-looks.ts';

/** Where the parties may be put; the processor numbers are chosen on the machine itself. */
export const scenarioPlacements = ['same core', 'cross core', 'unpinned'] as const;

/** A placement as a scenario names it. */
export type ScenarioPlacement = (typeof scenarioPlacements)[number];

/** One load at one placement; every server of the scenario is measured under it. */
export interface ScenarioCase extends Load {
  readonly placement: ScenarioPlacement;
  /** What the servers carry; absent: nothing. Built-in servers only. */
  readonly burden?: Burden;
}

/** How the servers of a scenario are put against each other, unless the user says otherwise. */
export interface ScenarioDesign {
  /** After how many pairs of different servers verdicts are looked at, and how strictly. */
  readonly looks: PlannedLooks;
  /** Handshakes of a duet slice that are recorded, 1 to 100,000. */
  readonly sliceHandshakeCount: number;
  /** Measured time of a pair, 1 ms to 1 h. */
  readonly blockNs: number;
  /** Handshakes of each fresh server before anything is recorded, 0 to 1,000,000. */
  readonly warmupHandshakeCount: number;
  /** Smallest ratio, less 1, that matters: 0.02 is 2 %. Above 0, at most 1. */
  readonly deltaRatio: number;
}

/** What is measured, with nothing left open. */
export interface Scenario {
  /** Lower-case letters, digits and hyphens: `default`. */
  readonly name: string;
  /** One sentence for `list`. */
  readonly summary: string;
  /** Built-in patterns, at least one, each once; the first is the baseline. */
  readonly servers: readonly string[];
  /** At least one, all different. */
  readonly cases: readonly ScenarioCase[];
  readonly design: ScenarioDesign;
}

/** The case that a scenario starts from: one client, one operation of 64 B, no pause. */
export const defaultCase: ScenarioCase = {
  clientCount: 1,
  threadCount: 1,
  placement: 'unpinned',
  operationCount: 1,
  payloadBytes: 64,
  thinkNs: 0,
  timeoutNs: 1_000_000_000,
  admission: 'gate',
};

/** The design that a scenario starts from: planned looks, pairs of 0.45 s, slices of 20. */
export const defaultDesign: ScenarioDesign = {
  looks: plannedLooks,
  sliceHandshakeCount: 20,
  blockNs: 450_000_000,
  warmupHandshakeCount: 20,
  deltaRatio: 0.02,
};

/** Fields beyond clients and placement, in words; a group names one only where it varies. */
const furtherFields: readonly ((scenarioCase: ScenarioCase) => string)[] = [
  ({ threadCount }) => counted(threadCount, 'thread'),
  ({ operationCount }) => counted(operationCount, 'operation'),
  ({ payloadBytes }) => `${payloadBytes} B`,
  ({ thinkNs }) => `think ${thinkNs} ns`,
  ({ timeoutNs }) => `timeout ${timeoutNs} ns`,
  ({ admission }) => admission,
];

/**
 * Names the group of each case, in the order of the cases: `1 client, same core`. What else tells
 * two cases apart is added to all of them, so that the names of different cases differ, and what
 * servers carry wherever some do: a figure under a burden must not pass for one without.
 * An empty list gives an empty list.
 */
export function groupNames(cases: readonly ScenarioCase[]): string[] {
  const varying = furtherFields.filter((word) => new Set(cases.map(word)).size > 1);
  const burdens = [
    ...(cases.some(({ burden }) => burden?.service !== undefined) ? [serviceWords] : []),
    ...(cases.some(({ burden }) => (burden?.ballastBytes ?? 0) > 0) ? [ballastWords] : []),
  ];
  return cases.map((scenarioCase) =>
    [
      counted(scenarioCase.clientCount, 'client'),
      ...burdens.map((words) => words(scenarioCase.burden)),
      ...varying.map((word) => word(scenarioCase)),
      scenarioCase.placement,
    ].join(', '),
  );
}

/** The load of a case alone. */
export function loadOf({ placement: _, burden: __, ...load }: ScenarioCase): Load {
  return load;
}
