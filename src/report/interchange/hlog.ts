// Runs as a histogram log, version 1.3, which every port of HdrHistogram reads: one line for each
// block and kind of latency, tagged with the case and the kind, so that the lines of a tag add up
// to the case. Histograms hold nanoseconds; the largest value beside them is in milliseconds.

import { soundBlocks } from '../../compare/log-ratios.ts';
import type { Block } from '../../model/block.ts';
import type { CaseResult, Run } from '../../model/run.ts';

/** Nanoseconds in the unit of the column Interval_Max. */
const maxUnitNs = 1e6;

const kinds = ['service', 'response', 'roundTrip'] as const;

/** Renders runs; the interval of a block begins where that of the block before it ended. */
export function renderHlog(runs: readonly Run[]): string {
  const first = runs[0]?.startedAt;
  const baseMs = first === undefined ? 0 : Date.parse(first);
  const started = new Date(baseMs).toISOString();
  return [
    '#[Histogram log format version 1.3]',
    `#[StartTime: ${(baseMs / 1e3).toFixed(3)} (seconds since epoch), ${started}]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
    ...runs
      .flatMap((run) => {
        const offsetNs = (Date.parse(run.startedAt) - baseMs) * 1e6;
        return run.cases.flatMap((each) => caseLines(each, { offsetNs }));
      })
      // Cases ran side by side; a reader of a stretch of time wants lines in the order of time.
      .sort((left, right) => left.startNs - right.startNs)
      .map(({ text }) => text),
    '',
  ].join('\n');
}

interface LogLine {
  readonly startNs: number;
  readonly text: string;
}

function caseLines(caseResult: CaseResult, { offsetNs }: { offsetNs: number }): LogLine[] {
  let startNs = offsetNs;
  const blocks = ['different' as const, null].flatMap((kind) => soundBlocks(caseResult, kind));
  return blocks.flatMap((block) => {
    const lines = kinds.flatMap((kind) => blockLine(block, { kind, caseResult, startNs }));
    startNs += block.busyNs;
    return lines;
  });
}

function blockLine(
  { latencies, busyNs }: Block,
  {
    kind,
    caseResult,
    startNs,
  }: { kind: (typeof kinds)[number]; caseResult: CaseResult; startNs: number },
): LogLine[] {
  const histogram = latencies[kind];
  if (histogram.count === 0) {
    return [];
  }
  // A tag ends at a comma or a space.
  const tag = `${caseResult.name}:${kind}`.replace(/[,\s]+/g, '_');
  const numbers = [startNs / 1e9, busyNs / 1e9, (histogram.maxNs ?? 0) / maxUnitNs];
  const fields = [`Tag=${tag}`, ...numbers.map((each) => each.toFixed(3)), histogram.encode()];
  return [{ startNs, text: fields.join(',') }];
}
