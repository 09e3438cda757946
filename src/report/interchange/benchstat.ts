// Runs in the format of Go's benchmarks, which benchstat reads: one line a block, since benchstat
// wants repeated measurements and makes its own medians and intervals of them. The format is that
// of golang/proposal, design/14313-benchmark-format.md.

import type { MeasuredFigure } from '../../model/history.ts';
import type { Run } from '../../model/run.ts';
import { type ExportedCase, exportedCases } from './exported-case.ts';

/** Renders runs, one after the other, each under its own configuration lines. */
export function renderBenchstat(runs: readonly Run[]): string {
  const units = new Map(
    runs
      .flatMap(exportedCases)
      .flatMap(({ figures }) => figures)
      .map((figure) => [unitOf(figure), figure.better]),
  );
  const metadata = [...units].map(([unit, better]) => `Unit ${unit} better=${better}`);
  return `${[...metadata, ...runs.flatMap(linesOf)].join('\n')}\n`;
}

function linesOf(run: Run): string[] {
  const { environment, tool } = run;
  const configuration: readonly (readonly [string, string])[] = [
    ['tool', `${tool.name} ${tool.version}`],
    ['commit', tool.commit],
    ['started', run.startedAt],
    ['scenario', run.scenario],
    ['valid', String(run.validity.valid)],
    ['fingerprint', environment.fingerprint],
    ['kernel', environment.kernel],
    ['cpu', environment.cpuModel],
  ];
  return [
    ...configuration.map(([key, value]) => `${key}: ${value.replace(/\s+/g, ' ')}`),
    ...exportedCases(run).flatMap(caseLines),
  ];
}

function caseLines({ name, blocks }: ExportedCase): string[] {
  return blocks
    .filter(({ figures, count }) => figures.length > 0 && count > 0)
    .map(({ count, figures }) => {
      const values = figures.map((figure) => `${figure.value} ${unitOf(figure)}`);
      return [`Benchmark/case=${word(name)}`, count, ...values].join('\t');
    });
}

/** `service-p50-ns`: a unit that names the figure, and ends so that benchstat scales it. */
function unitOf({ metric, unit }: MeasuredFigure): string {
  const name = metric.replaceAll('_', '-');
  return unit === 'ns' ? `${name.replace('-ns-', '-')}-ns` : name;
}

/** A name of a benchmark has no space; a slash would begin another part of it. */
function word(text: string): string {
  return text.trim().replace(/[\s/]+/g, '_');
}
