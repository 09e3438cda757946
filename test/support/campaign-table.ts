// The sum of a campaign: for each pattern, placement and spin how often each way found what.

import Table from 'cli-table3';
import { classify } from '../../src/compare/classify.ts';
import { defaultDesign } from '../../src/model/scenario.ts';
import type { Verdict, VerdictWord } from '../../src/model/verdict.ts';
import { median } from '../../src/stats/quantile.ts';
import type { CampaignLine, Word } from './campaign-line.ts';

const words = ['regressed', 'minor', 'equivalent', 'inconclusive', 'improved'] as const;
const otherWays = ['alternatingBlocks', 'blockMedians', 'rawHandshakes', 'means'] as const;

const legend =
  'r/m/e/i: regressed/minor/equivalent/inconclusive. Of the four ways on the right: slower/faster.';

/** The lines as a table, one row for each pattern, placement and spin. */
export function renderCampaign(lines: readonly CampaignLine[]): string {
  const groups = new Map<string, CampaignLine[]>();
  for (const line of lines) {
    const key = `${line.pattern}, ${line.placement}, ${line.spinPercent} %`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const table = new Table({
    head: [
      'compared',
      'n',
      'valid',
      ...words,
      `r/m/e/i at\n${100 * defaultDesign.deltaRatio} %`,
      'spin/p50',
      'effect',
      'width',
      'pairs',
      'seconds',
      'alternating\nblocks',
      'ranks of\nblocks',
      'ranks of\nhandshakes',
      'means',
    ],
    style: { head: [], border: [] },
  });
  for (const [key, group] of [...groups].sort(([left], [right]) => left.localeCompare(right))) {
    table.push([key, ...row(group)]);
  }
  return `${table.toString()}\n${legend}\n`;
}

function row(lines: readonly CampaignLine[]): (string | number)[] {
  const counted = (word: string) => lines.filter(({ service }) => service.verdict === word).length;
  const middle = (read: (line: CampaignLine) => number, digits: number) =>
    (median(lines.map(read)) ?? Number.NaN).toFixed(digits);
  const widthPercent = ({ service: { interval } }: CampaignLine) =>
    interval === null ? 0 : 100 * (interval[1] - interval[0]);
  return [
    lines.length,
    lines.filter(({ valid }) => valid).length,
    ...words.map(counted),
    words
      .slice(0, 4)
      .map((word) => lines.filter(({ service }) => wordByDefault(service) === word).length)
      .join('/'),
    `${middle(({ spinNs, plainNs }) => (100 * spinNs) / plainNs, 2)} %`,
    `${middle(({ service }) => 100 * ((service.ratio ?? Number.NaN) - 1), 2)} %`,
    `${middle(widthPercent, 2)} %`,
    middle(({ service }) => service.pairCount, 0),
    middle(({ elapsedMs }) => elapsedMs / 1_000, 1),
    ...otherWays.map((way) => wordCounts(lines.map(({ others }) => others[way]))),
  ];
}

/** What the same interval says by the default change that matters, if the campaign had another. */
function wordByDefault({ interval, floorRatio, verdict }: Verdict): VerdictWord {
  if (interval === null) {
    return 'inconclusive';
  }
  const [low, high] = interval.map(Math.log) as [number, number];
  const decided = { low, high };
  const word = classify(
    { interval: decided, hodgesLehmann: decided, bootstrap: decided },
    { delta: Math.max(Math.log1p(defaultDesign.deltaRatio), Math.log(floorRatio ?? 1)) },
  ).verdict;
  // What was withdrawn, since a witness or the other verdicts spoke against it, stays withdrawn.
  return verdict === 'inconclusive' && word !== 'equivalent' ? verdict : word;
}

function wordCounts(found: readonly Word[]): string {
  const of = (word: Word) => found.filter((each) => each === word).length;
  return `${of('slower')}/${of('faster')}`;
}
