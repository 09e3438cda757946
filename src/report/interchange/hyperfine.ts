// Runs as hyperfine exports its results. What hyperfine calls a time is here the median handshake
// of one block, in seconds; user and system time are what a handshake cost the server.

import { caseTotals } from '../../model/case-totals.ts';
import type { CaseResult, Run } from '../../model/run.ts';
import { median } from '../../stats/quantile.ts';
import { exportedCases } from './exported-case.ts';

/** One result in hyperfine's form; times are seconds. */
interface HyperfineResult {
  readonly command: string;
  readonly mean: number;
  readonly stddev: number | null;
  readonly median: number;
  readonly user: number;
  readonly system: number;
  readonly min: number;
  readonly max: number;
  readonly times: readonly number[];
  readonly exit_codes: readonly number[];
}

/** Renders the cases of the runs; one whose median handshake is unknown is left out. */
export function renderHyperfine(runs: readonly Run[]): string {
  const results = runs.flatMap((run) => {
    const exported = exportedCases(run);
    return run.cases.flatMap((each, index) => {
      const figures = exported[index]?.figures ?? [];
      const figure = figures.find(({ metric }) => metric === 'service_p50');
      return figure === undefined ? [] : [resultOf(each, figure.blockValues, figure.value)];
    });
  });
  return `${JSON.stringify({ results }, null, 2)}\n`;
}

function resultOf(
  caseResult: CaseResult,
  blockNs: readonly number[],
  totalNs: number,
): HyperfineResult {
  const times = (blockNs.length === 0 ? [totalNs] : blockNs).map(seconds);
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
  const squares = times.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const { userNs, systemNs } = caseTotals(caseResult).serverPerHandshake;
  return {
    command: caseResult.name,
    mean,
    stddev: times.length < 2 ? null : Math.sqrt(squares / (times.length - 1)),
    median: median(times) ?? mean,
    user: seconds(userNs ?? 0),
    system: seconds(systemNs ?? 0),
    min: Math.min(...times),
    max: Math.max(...times),
    times,
    exit_codes: times.map(() => 0),
  };
}

function seconds(durationNs: number): number {
  return durationNs / 1e9;
}
