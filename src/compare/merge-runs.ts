// Makes one run of several that measured the same by the same plan on the same kind of machine.
// Histograms and counters are added; nothing that was derived is averaged, it is derived anew.

import { FifobenchError } from '../errors.ts';
import type { CaseResult, Run, Validity } from '../model/run.ts';
import { addSystemCalls } from '../model/system-calls.ts';
import { parseThreshold } from '../model/threshold.ts';
import { withThresholds } from '../model/with-thresholds.ts';
import { blocksOfOneTime } from './blocks-of-one-time.ts';
import { judgeCases, rulesOfDesign } from './judge-cases.ts';
import { planDifferences } from './plan-differences.ts';

/** A run and what the user calls it, as a rule its file. */
export interface NamedRun {
  readonly name: string;
  readonly run: Run;
}

/**
 * The runs as one. Runs that all overlap in time loaded the server together: block by block their
 * clients and counts are added, and time is not. Runs one after the other are repetitions: the
 * blocks of a case stand behind each other, and so do the pairs of a comparison, whose verdicts are
 * reached anew. Throws a FifobenchError of code `usage` for fewer than two runs, for the same run
 * twice, for plans or machines that differ, naming the fields, and for what cannot be added.
 */
export function mergeRuns(named: readonly NamedRun[]): Run {
  const [first, ...others] = named.map(({ run }) => run);
  if (first === undefined || others.length === 0) {
    throw new FifobenchError('usage', 'merge needs at least two runs', {
      remedy: 'name the results files of both',
    });
  }
  refuseWhatCannotBeAdded(named);
  const runs = [first, ...others];
  const together = first.kind !== 'compare' && overlap(runs);
  const cases = first.cases.map((each) => {
    const parts = runs.map((run) => caseNamed(run, each.name));
    return together ? loadedTogether(each, parts) : repeated(each, parts);
  });
  const startMs = Math.min(...runs.map(startOf));
  const merged: Run = {
    ...first,
    startedAt: new Date(startMs).toISOString(),
    elapsedNs: Math.max(...runs.map(endOf)) * 1e6 - startMs * 1e6,
    status: runs.find(({ status }) => status !== 'complete')?.status ?? 'complete',
    validity: allValid(runs),
    cases,
    verdicts: first.kind === 'compare' ? verdictsOf(first, cases) : [],
    notes: [mergeNote(runs, { together }), ...new Set(runs.flatMap(({ notes }) => notes))],
  };
  return withThresholds(merged, (first.thresholds ?? []).filter(isFirstOfText).map(thresholdOf));
}

type Outcome = NonNullable<Run['thresholds']>[number];

/** Outcomes repeat each threshold for each case. */
function isFirstOfText({ text }: Outcome, index: number, all: readonly Outcome[]): boolean {
  return all.findIndex((other) => other.text === text) === index;
}

function thresholdOf({ text }: Outcome) {
  return parseThreshold(text);
}

function refuseWhatCannotBeAdded(named: readonly NamedRun[]): void {
  const [first, ...others] = named;
  for (const [index, { name, run }] of named.entries()) {
    const what = whatCannotBeAdded(run);
    if (what !== null) {
      throw new FifobenchError('usage', `${name} holds ${what}, which cannot be added`, {
        remedy: 'merge runs of run, compare or sweep',
      });
    }
    const twin = named.slice(0, index).find((other) => isSameRun(other.run, run));
    if (twin !== undefined) {
      throw new FifobenchError('usage', `${twin.name} and ${name} are the same run`, {
        remedy: 'name each run once',
      });
    }
  }
  for (const { name, run } of first === undefined ? [] : others) {
    const differences = planDifferences((first as NamedRun).run, run);
    if (differences.length > 0) {
      const fields = differences.join(', ');
      throw new FifobenchError('usage', `${first?.name} and ${name} differ in ${fields}`, {
        remedy: 'merge only runs of one plan on machines of one fingerprint',
      });
    }
  }
}

function whatCannotBeAdded({ micro, rateSearch, gate }: Run): string | null {
  if (micro !== undefined) {
    return 'micro-benchmarks';
  }
  if (rateSearch !== undefined) {
    return 'a search for a rate';
  }
  return gate === undefined ? null : 'a comparison with a baseline';
}

function isSameRun(left: Run, right: Run): boolean {
  return (
    left.startedAt === right.startedAt &&
    left.elapsedNs === right.elapsedNs &&
    left.seed === right.seed
  );
}

function startOf({ startedAt }: Run): number {
  return Date.parse(startedAt);
}

function endOf(run: Run): number {
  return startOf(run) + run.elapsedNs / 1e6;
}

/** Whether there is a moment at which all of them ran. */
function overlap(runs: readonly Run[]): boolean {
  return Math.max(...runs.map(startOf)) < Math.min(...runs.map(endOf));
}

function caseNamed({ cases }: Run, name: string): CaseResult {
  // The plans were compared, so that every run has it.
  return cases.find((each) => each.name === name) as CaseResult;
}

function loadedTogether(plan: CaseResult, parts: readonly CaseResult[]): CaseResult {
  const { load } = plan;
  const total = (count: number) => count * parts.length;
  const open = load.open && {
    ...load.open,
    stages: load.open.stages.map((stage) => ({
      ...stage,
      startPerSecond: total(stage.startPerSecond),
      endPerSecond: total(stage.endPerSecond),
    })),
  };
  const blockCount = Math.max(...parts.map(({ blocks }) => blocks.length));
  const rounds = Array.from({ length: blockCount }, (_, index) =>
    parts.flatMap(({ blocks }) => blocks[index] ?? []),
  );
  return {
    ...plan,
    load: {
      ...load,
      clientCount: total(load.clientCount),
      threadCount: total(load.threadCount),
      ...(open === undefined ? {} : { open }),
    },
    blocks: rounds.map(blocksOfOneTime),
    ...systemCallsOf(parts),
  };
}

/** Pairs of a later run get numbers of their own. */
function repeated(plan: CaseResult, parts: readonly CaseResult[]): CaseResult {
  let taken = 0;
  const blocks = parts.flatMap((part) => {
    const offset = taken;
    taken += 1 + Math.max(-1, ...part.blocks.map(({ pair }) => pair ?? -1));
    return part.blocks.map((block) => {
      return block.pair === null ? block : { ...block, pair: block.pair + offset };
    });
  });
  return { ...plan, blocks, ...systemCallsOf(parts) };
}

/** Counts of cases that have some; those of others tell nothing. */
function systemCallsOf(parts: readonly CaseResult[]): Pick<CaseResult, 'systemCalls'> {
  const known = parts.flatMap(({ systemCalls }) => systemCalls ?? []);
  return known.length === 0 ? {} : { systemCalls: addSystemCalls(known) };
}

function allValid(runs: readonly Run[]): Validity {
  return {
    valid: runs.every(({ validity }) => validity.valid),
    causes: [...new Set(runs.flatMap(({ validity }) => validity.causes))],
  };
}

function verdictsOf({ verdicts, design, seed }: Run, cases: readonly CaseResult[]) {
  const baseline = verdicts[0]?.baseline ?? cases[0]?.server.name;
  if (design === null || baseline === undefined) {
    return [];
  }
  return judgeCases(cases, rulesOfDesign(design, { baseline, seed }));
}

function mergeNote(runs: readonly Run[], { together }: { together: boolean }): string {
  const starts = runs.map(({ startedAt }) => startedAt).join(', ');
  return together
    ? `Merged of ${runs.length} runs that loaded the server together (${starts}); their clients ` +
        'and rates are added, and names of cases still say those of one run.'
    : `Merged of ${runs.length} runs one after the other (${starts}).`;
}
