// A run as other tools see one: names, and figures with unit and direction. Every exporter takes
// the same ones, so that no two formats tell different numbers.

import { soundBlocks } from '../../compare/log-ratios.ts';
import { caseTotals } from '../../model/case-totals.ts';
import type { MeasuredFigure } from '../../model/history.ts';
import { metricFacts } from '../../model/metric-facts.ts';
import { metricValues } from '../../model/metric-values.ts';
import type { MicroFigure } from '../../model/micro-result.ts';
import type { CaseResult, Run } from '../../model/run.ts';
import { metricNames } from '../../model/verdict.ts';

/** A figure over all blocks, and that of each block in which it is known. */
export interface ExportedFigure extends MeasuredFigure {
  readonly blockValues: readonly number[];
}

/** One block: its handshakes, and the figures that are known of it. */
export interface ExportedBlock {
  readonly count: number;
  readonly figures: readonly MeasuredFigure[];
}

/** A case, or a micro-benchmark at one placement. */
export interface ExportedCase {
  /** Unique within a run. */
  readonly name: string;
  readonly server: string;
  readonly figures: readonly ExportedFigure[];
  /** Sound blocks in their order, A/A pairs left out. */
  readonly blocks: readonly ExportedBlock[];
}

/** The cases of a run, then its micro-benchmarks. */
export function exportedCases(run: Run): ExportedCase[] {
  return [...run.cases.map(exportedCase), ...(run.micro ?? []).map(exportedMicro)];
}

function exportedCase(caseResult: CaseResult): ExportedCase {
  const kinds = ['different', null] as const;
  const blocks = kinds.flatMap((kind) => soundBlocks(caseResult, kind));
  const valuesOfBlocks = blocks.map((block) => metricValues(block));
  const totals = metricValues(caseTotals(caseResult));
  return {
    name: caseResult.name,
    server: caseResult.server.name,
    figures: figuresOf(totals).map((figure) => ({
      ...figure,
      blockValues: valuesOfBlocks.flatMap((values) => values[figure.metric] ?? []),
    })),
    blocks: blocks.map((block, index) => ({
      count: block.handshakes.established,
      figures: figuresOf(valuesOfBlocks[index] ?? totals),
    })),
  };
}

function figuresOf(values: ReturnType<typeof metricValues>) {
  return metricNames.flatMap((metric) => {
    const value = values[metric];
    return value === null ? [] : [{ metric, value, ...metricFacts[metric] }];
  });
}

function exportedMicro({
  subject,
  placement,
  operationNs,
  operationCount,
  batchCount,
}: MicroFigure) {
  const { mean, p50, p99 } = operationNs;
  const known = [
    ['operation_mean', mean],
    ['operation_p50', p50],
    ['operation_p99', p99],
  ] as const;
  const figures = known.flatMap(([metric, value]) =>
    value === null ? [] : [{ metric, value, unit: 'ns', better: 'lower' as const }],
  );
  return {
    name: `${subject}, ${placement.name}`,
    server: subject,
    figures: figures.map((figure) => ({ ...figure, blockValues: [] })),
    blocks: [{ count: operationCount * batchCount, figures }],
  };
}
