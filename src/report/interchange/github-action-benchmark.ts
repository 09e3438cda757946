// Runs for github-action-benchmark, which knows one direction a file: what is better smaller, and
// what is better bigger. Of several runs the last one's figures count, as the action takes one.

import type { Run } from '../../model/run.ts';
import { type ExportedFigure, exportedCases } from './exported-case.ts';

/** One entry of the action's custom tools. */
export interface ActionBenchmark {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Half of the spread between the blocks. */
  readonly range?: string;
  readonly extra: string;
}

/** The two files, by the name that the action gives to their tool. */
export interface ActionBenchmarks {
  readonly customSmallerIsBetter: readonly ActionBenchmark[];
  readonly customBiggerIsBetter: readonly ActionBenchmark[];
}

/** The entries of the last run; no runs give two empty lists. */
export function actionBenchmarks(runs: readonly Run[]): ActionBenchmarks {
  const [run] = runs.slice(-1);
  const listed = (better: ExportedFigure['better']) =>
    run === undefined ? [] : entriesOf(run, better);
  return { customSmallerIsBetter: listed('lower'), customBiggerIsBetter: listed('higher') };
}

/** Both lists, or one of them, as JSON text with a line feed at the end. */
export function actionText(entries: ActionBenchmarks | readonly ActionBenchmark[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function entriesOf(run: Run, better: ExportedFigure['better']): ActionBenchmark[] {
  return exportedCases(run).flatMap(({ name, figures }) =>
    figures
      .filter((figure) => figure.better === better)
      .map((figure) => entryOf(figure, { name, run })),
  );
}

function entryOf(
  { metric, unit, value, blockValues }: ExportedFigure,
  { name, run }: { name: string; run: Run },
): ActionBenchmark {
  const spread = (Math.max(...blockValues) - Math.min(...blockValues)) / 2;
  return {
    name: `${name}: ${metric}`,
    unit,
    value,
    ...(blockValues.length < 2 ? {} : { range: `± ${Number(spread.toPrecision(3))}` }),
    extra: `scenario ${run.scenario}\nfingerprint ${run.environment.fingerprint}`,
  };
}
