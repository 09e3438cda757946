// A history as a page in GitHub's Markdown: what changed first, the figures of each case folded
// away. Says the same as the table for the terminal.

import {
  adviceSentences,
  driftSentences,
  historyFacts,
  historySentences,
} from './history-sentences.ts';
import { figureColumn, type HistoryPage, historyCases, historyColumns } from './history-table.ts';
import { bulletPart, escapeText, tablePart } from './markdown-parts.ts';

/** Renders a history as Markdown that ends in a line break. */
export function renderHistoryMarkdown({ history, folder }: HistoryPage): string {
  const changes = historySentences(history);
  const parts = [
    '## fifobench history',
    historyFacts(history, folder).map(escapeText).join(' · '),
    changes.length === 0 ? 'Nothing changed.' : bulletPart('What changed', changes),
    bulletPart('Drifts', driftSentences(history)),
    bulletPart('What to do', adviceSentences(history)),
    ...historyCases(history).flatMap(({ title, circumstances, series }) => [
      `<details><summary>${escapeText(title)}</summary>`,
      circumstances.map(escapeText).join('\n'),
      tablePart([figureColumn, ...historyColumns(null)], series),
      '</details>',
    ]),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
