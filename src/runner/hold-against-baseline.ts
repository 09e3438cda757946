// A server held against a baseline: beside the baseline's own server where that can still be run,
// otherwise against the blocks that were stored. The baseline says under which loads.

import { holdAgainst } from '../compare/hold-against.ts';
import { FifobenchError } from '../errors.ts';
import { type GateRecord, gateSentences } from '../model/gate-record.ts';
import type { CaseResult, ComparisonDesign, Run } from '../model/run.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { type ComparedCase, type CompareOptions, compareServers } from './compare-servers.ts';

/** What is held against a baseline, and by which design. */
export interface BaselineComparison {
  /** The stored run of the baseline: one server, at least one case. */
  readonly baseline: Run;
  readonly record: Omit<GateRecord, 'missing'>;
  readonly design: ComparisonDesign;
  /** Processors that this process may use. */
  readonly availableCpus: readonly number[];
}

/** What a measurement takes besides. */
export type BaselineHooks = Pick<
  CompareOptions,
  'parentDirectory' | 'seed' | 'signal' | 'onProgress' | 'onBlocks' | 'warmupHandshakeCount'
>;

/**
 * Measures `servers[0]`, which stands for the baseline, and `servers[1]` in pairs, under every load
 * of the baseline that this machine can give. Throws what `compareServers` throws.
 */
export async function measureBesideBaseline(
  comparison: BaselineComparison,
  servers: readonly [ServerSpec, ServerSpec],
  hooks: BaselineHooks,
): Promise<Run> {
  const { cases, missing } = measurableCases(comparison);
  const run = await compareServers({
    ...{ servers, cases, design: comparison.design, ...hooks },
    scenario: comparison.baseline.scenario,
    notes: [],
  });
  return withRecord(run, { ...comparison.record, missing });
}

/**
 * Measures a server alone, under every load of the baseline that this machine can give, as the
 * baseline was measured. Throws what `compareServers` throws.
 */
export async function measureLikeBaseline(
  comparison: BaselineComparison,
  server: ServerSpec,
  hooks: BaselineHooks,
): Promise<Run> {
  const { cases } = measurableCases(comparison);
  return await compareServers({
    ...{ servers: [server], cases, ...hooks, notes: [] },
    design: { ...comparison.design, kind: 'blocks' },
    scenario: comparison.baseline.scenario,
  });
}

/** Holds a measured run of one server against the stored blocks of the baseline. */
export function holdAgainstStored({ baseline, record, design }: BaselineComparison, run: Run): Run {
  const name = `${run.cases[0]?.server.name ?? ''}@${record.baseline}`;
  const stored = baseline.cases.map((each) => renamed(each, name));
  const { cases, verdicts, missing } = holdAgainst(stored, run.cases, {
    deltaRatio: design.deltaRatio,
    errorRatio: design.looks.errorRatio,
    seed: run.seed,
  });
  const alone = run.cases.filter((each) => !cases.includes(each));
  const kind = 'compare' as const;
  const held = { ...run, kind, design, cases: [...cases, ...alone], verdicts };
  return withRecord(held, { ...record, missing });
}

/** The cases whose processors this process may use, and the groups of the others. */
function measurableCases({ baseline, availableCpus }: BaselineComparison) {
  const isMeasurable = ({ placement: { serverCpus, clientCpus } }: CaseResult) =>
    [...serverCpus, ...clientCpus].every((cpu) => availableCpus.includes(cpu));
  const cases: ComparedCase[] = baseline.cases
    .filter(isMeasurable)
    .map(({ group, load, placement, server }) => ({ group, load, placement, ...carried(server) }));
  if (cases.length === 0) {
    throw new FifobenchError('cpus', 'no case of the baseline has processors here that it needs', {
      remedy: 'save a baseline on this machine: fifobench baseline save NAME SERVER',
    });
  }
  const missing = baseline.cases.filter((each) => !isMeasurable(each)).map(({ group }) => group);
  return { cases, missing };
}

function carried(server: ServerSpec): Pick<ComparedCase, 'burden'> {
  return server.kind === 'pattern' && server.burden !== undefined ? { burden: server.burden } : {};
}

function renamed(caseResult: CaseResult, name: string): CaseResult {
  return {
    ...caseResult,
    name: `${name}, ${caseResult.group}`,
    server: { ...caseResult.server, name },
    blocks: caseResult.blocks.map((block) => ({ ...block, server: name })),
  };
}

function withRecord(run: Run, gate: GateRecord): Run {
  return { ...run, gate, notes: [...gateSentences(gate), ...run.notes] };
}
