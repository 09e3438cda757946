// A history as a page in GitHub's Markdown: what changed first, the figures of each case folded
// away. Says the same as the table for the terminal.

import { verdictsFromWorst } from '../compare/worst-verdict.ts';
import {
  adviceSentences,
  driftSentences,
  historyFacts,
  historySentences,
} from './history-sentences.ts';
import {
  figureColumn,
  type HistoryCase,
  type HistoryPage,
  historyCases,
  historyColumns,
  seriesWord,
} from './history-table.ts';
import { bulletList, bulletPart, escapeText, foldedParts, tablePart } from './markdown-parts.ts';
import {
  unfinishedColumns,
  unfinishedKey,
  unfinishedRows,
  unfinishedSentences,
} from './unfinished-runs.ts';

/** Renders a history as Markdown that ends in a line break. */
export function renderHistoryMarkdown({ history, folder }: HistoryPage): string {
  const changes = historySentences(history);
  const parts = [
    '## fifobench history',
    historyFacts(history, folder).map(escapeText).join(' · '),
    changes.length === 0 ? 'Nothing changed.' : bulletPart('What changed', changes),
    bulletPart('Drifts', driftSentences(history)),
    bulletPart('What to do', adviceSentences(history)),
    ...unfinishedParts({ history, folder }),
    ...changedFirst(historyCases(history)).flatMap(({ title, circumstances, series }) =>
      foldedParts(title, [
        circumstances.map(escapeText).join('\n'),
        tablePart([figureColumn, ...historyColumns(null)], series),
      ]),
    ),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Cases whose figures became worse first, then those in doubt; the steady ones last. */
function changedFirst(cases: readonly HistoryCase[]): HistoryCase[] {
  const rankOf = ({ series }: HistoryCase) =>
    Math.min(...series.map((each) => verdictsFromWorst.indexOf(seriesWord(each))));
  return cases.toSorted((left, right) => rankOf(left) - rankOf(right));
}

function unfinishedParts({ history, folder }: HistoryPage): string[] {
  const rows = unfinishedRows(history);
  return rows.length === 0
    ? []
    : [
        '### Unfinished',
        tablePart([unfinishedKey, ...unfinishedColumns], rows),
        bulletList(unfinishedSentences(history, folder)),
      ];
}
