// A run as other tools see one: names, and figures with unit and direction. Every exporter takes
// the same ones, so that no two formats tell different numbers.

import { soundBlocks } from '../../compare/log-ratios.ts';
import { caseTotals } from '../../model/case-totals.ts';
import type { MeasuredFigure } from '../../model/history.ts';
import { metricFacts } from '../../model/metric-facts.ts';
import { metricValues } from '../../model/metric-values.ts';
import { microFigures } from '../../model/micro-figures.ts';
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

function exportedMicro(figure: MicroFigure): ExportedCase {
  const figures = microFigures(figure.operationNs);
  return {
    name: `${figure.subject}, ${figure.placement.name}`,
    server: figure.subject,
    figures: figures.map((each) => ({ ...each, blockValues: [] })),
    blocks: [{ count: figure.operationCount * figure.batchCount, figures }],
  };
}
