// One comparison of a campaign, as one line of its file: the verdict on the median handshake, and
// what simpler ways say of the same blocks.

import { differentPairs, logRatios, samePairs } from '../../src/compare/log-ratios.ts';
import type { Block } from '../../src/model/block.ts';
import type { CaseResult, Run } from '../../src/model/run.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import type { LatencyHistogram } from '../../src/stats/latency-histogram.ts';
import { mannWhitneyChanceRatio } from '../../src/stats/mann-whitney.ts';
import { normalUpperTail } from '../../src/stats/normal.ts';
import { median } from '../../src/stats/quantile.ts';
import { signInterval } from '../../src/stats/sign-interval.ts';

/** What was compared, and how long it took. */
export interface CampaignPosition {
  readonly pattern: string;
  readonly placement: string;
  /** Of the median handshake, asked for. */
  readonly spinPercent: number;
  readonly spinNs: number;
  readonly elapsedMs: number;
}

/** What a way of comparing says: slower, faster, or neither. */
export type Word = 'slower' | 'faster' | 'neither';

/** A finished comparison. */
export interface CampaignLine extends CampaignPosition {
  readonly valid: boolean;
  /** Median handshake of the plain server, the middle of its blocks. */
  readonly plainNs: number;
  /** On the median handshake. */
  readonly service: Verdict;
  /** The words on all metrics, by metric. */
  readonly words: Readonly<Record<string, string>>;
  /** ln of the ratio of the median handshake, a pair each. */
  readonly differences: readonly number[];
  readonly sameDifferences: readonly number[];
  readonly others: {
    /** A block of the one, then a block of the other, from different pairs; sign interval. */
    readonly alternatingBlocks: Word;
    /** Mann-Whitney on the medians of all blocks, unpaired. */
    readonly blockMedians: Word;
    /** Mann-Whitney on all handshakes. */
    readonly rawHandshakes: Word;
    /** The difference of the two means over all handshakes, as a z-test. */
    readonly means: Word;
  };
}

/** Sums up a run of two servers under one load. */
export function campaignLine(run: Run, position: CampaignPosition): CampaignLine {
  const [baseline, candidate] = run.cases as readonly [CaseResult, CaseResult];
  const service = run.verdicts.find(({ metric }) => metric === 'service_p50') as Verdict;
  const [ours, theirs] = [baseline, candidate].map(differentBlocks) as [Block[], Block[]];
  return {
    ...position,
    valid: run.validity.valid,
    plainNs: median(medians(ours)) ?? Number.NaN,
    service,
    words: Object.fromEntries(run.verdicts.map(({ metric, verdict }) => [metric, verdict])),
    differences: logRatios(differentPairs(baseline, candidate), 'service_p50'),
    sameDifferences: logRatios([...samePairs(baseline), ...samePairs(candidate)], 'service_p50'),
    others: {
      alternatingBlocks: alternating(medians(ours), medians(theirs)),
      blockMedians: ranked(medians(ours), medians(theirs)),
      rawHandshakes: ranked(handshakes(ours), handshakes(theirs)),
      means: meansApart(handshakes(ours), handshakes(theirs)),
    },
  };
}

function differentBlocks({ blocks }: CaseResult): Block[] {
  return blocks.filter(({ pairKind, serverFault }) => pairKind === 'different' && !serverFault);
}

function medians(blocks: readonly Block[]): number[] {
  return blocks.flatMap(({ latencies }) => latencies.service.percentileNs(0.5) ?? []);
}

function handshakes(blocks: readonly Block[]): number[] {
  return blocks.flatMap(({ latencies }) => samplesOf(latencies.service));
}

function samplesOf(histogram: LatencyHistogram): number[] {
  const { valuesNs, counts } = histogram.sparse();
  return [...valuesNs].flatMap((valueNs, bar) =>
    Array.from({ length: counts[bar] ?? 0 }, () => valueNs),
  );
}

/** The blocks of pair i against those of pair i + 1: as if only one server had run at a time. */
function alternating(ours: readonly number[], theirs: readonly number[]): Word {
  const differences = ours
    .slice(0, -1)
    .map((medianNs, pair) => Math.log((theirs[pair + 1] as number) / medianNs));
  const interval = signInterval(differences);
  if (interval === null || (interval.low <= 0 && interval.high >= 0)) {
    return 'neither';
  }
  return interval.low > 0 ? 'slower' : 'faster';
}

function ranked(ours: readonly number[], theirs: readonly number[]): Word {
  return apart(mannWhitneyChanceRatio(ours, theirs), mean(theirs) - mean(ours));
}

function meansApart(ours: readonly number[], theirs: readonly number[]): Word {
  const difference = mean(theirs) - mean(ours);
  const error = Math.sqrt(variance(ours) / ours.length + variance(theirs) / theirs.length);
  return apart(2 * normalUpperTail(Math.abs(difference) / error), difference);
}

function apart(chanceRatio: number, difference: number): Word {
  if (chanceRatio > 0.05) {
    return 'neither';
  }
  return difference > 0 ? 'slower' : 'faster';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
