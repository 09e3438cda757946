// The verdicts of a comparison for a pull request: how many of each, what changed or stays open in
// a table and in words, the rest folded away, and below how far equals seem apart by noise alone.

import { verdictsFromWorst } from '../compare/worst-verdict.ts';
import type { Verdict, VerdictWord } from '../model/verdict.ts';
import { formatCounted, formatMagnitude } from './format-quantity.ts';
import { bulletList, bulletPart, foldedParts, tablePart } from './markdown-parts.ts';
import { metricWordings } from './metric-wording.ts';
import type { TableColumn } from './stacked-table.ts';
import {
  metricColumn,
  type PlacedVerdict,
  placedVerdicts,
  verdictColumns,
} from './verdict-columns.ts';
import { verdictSentence } from './verdict-sentence.ts';

const groupColumn: TableColumn<PlacedVerdict> = {
  heading: 'case',
  align: 'left',
  cell: ({ verdict: { group } }) => group,
};

const serversColumn: TableColumn<PlacedVerdict> = {
  heading: 'servers',
  align: 'left',
  cell: ({ verdict }) => serversOf(verdict),
};

/** The parts, each without a line break at its end; none without verdicts. */
export function verdictParts(verdicts: readonly Verdict[]): string[] {
  if (verdicts.length === 0) {
    return [];
  }
  const rows = verdicts.toSorted(
    (left, right) =>
      verdictsFromWorst.indexOf(left.verdict) - verdictsFromWorst.indexOf(right.verdict),
  );
  const notable = rows.filter(({ verdict }) => verdict !== 'equivalent');
  const equivalent = rows.filter(({ verdict }) => verdict === 'equivalent');
  const sentences = notable.map((verdict) => `${verdict.group}: ${verdictSentence(verdict)}.`);
  return [
    '### Verdicts',
    tally(rows),
    ...(notable.length === 0 ? [] : [verdictTable(notable), bulletList(sentences)]),
    ...foldedParts(
      `${equivalent.length} equivalent`,
      equivalent.length === 0 ? [] : [verdictTable(equivalent)],
    ),
    bulletPart('A/A floor: what differs by less is noise', floorSentences(verdicts)),
  ];
}

/** `**1 regressed**, 2 inconclusive, 4 equivalent.` */
function tally(verdicts: readonly Verdict[]): string {
  const counts = verdictsFromWorst.flatMap((word) => {
    const count = verdicts.filter(({ verdict }) => verdict === word).length;
    return count === 0 ? [] : [wordInMarkdown(word, `${count} ${word}`)];
  });
  return `${counts.join(', ')}.`;
}

function verdictTable(verdicts: readonly Verdict[]): string {
  const columns = [groupColumn, serversColumn, metricColumn, ...verdictColumns(wordInMarkdown)];
  return tablePart(columns, placedVerdicts(verdicts));
}

function wordInMarkdown(word: VerdictWord, text: string): string {
  return word === 'regressed' || word === 'improved' ? `**${text}**` : text;
}

/** One sentence for each two servers of a case, metrics of one floor together. */
function floorSentences(verdicts: readonly Verdict[]): string[] {
  const byServers = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const key = `${verdict.group}, ${serversOf(verdict)}`;
    byServers.set(key, [...(byServers.get(key) ?? []), verdict]);
  }
  return [...byServers].map(([servers, each]) => `${servers}: ${floors(each)}.`);
}

function floors(verdicts: readonly Verdict[]): string {
  const byFloor = new Map<string, string[]>();
  for (const { floorRatio, metric } of verdicts) {
    const floor = floorRatio === null ? 'unknown' : formatMagnitude(floorRatio);
    byFloor.set(floor, [...(byFloor.get(floor) ?? []), metricWordings[metric].label]);
  }
  const parts = [...byFloor].map(([floor, metrics]) => `${metrics.join(', ')} ${floor}`);
  const samePairCount = Math.max(...verdicts.map((verdict) => verdict.samePairCount));
  return `${parts.join('; ')} (${formatCounted(samePairCount, 'A/A pair')})`;
}

function serversOf({ candidate, baseline }: Verdict): string {
  return `${candidate} against ${baseline}`;
}
