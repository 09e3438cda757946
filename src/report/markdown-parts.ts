// The pieces that every page in GitHub's Markdown is made of: tables, lists, and text that is read
// as text.

import type { Words } from './prose.ts';
import type { TableColumn } from './stacked-table.ts';

/** A table; a column's `paint` marks its cells up. No rows give the headings alone. */
export function tablePart<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  const headings = columns.map(({ heading }) => escapeText(heading.replace('\n', ' ')));
  const rules = columns.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  const lines = rows.map((row) =>
    columns.map((column) => {
      const text = escapeText(column.cell(row));
      return column.paint === undefined ? text : column.paint(row, text);
    }),
  );
  return [headings, rules, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A heading and a list; no sentences give ''. */
export function bulletPart(heading: string, sentences: readonly Words[]): string {
  return sentences.length === 0 ? '' : `### ${heading}\n\n${bulletList(sentences)}`;
}

/** Parts that only whoever asks for them sees; without any there is nothing to fold. */
export function foldedParts(summary: string, parts: readonly string[]): string[] {
  const kept = parts.filter((part) => part !== '');
  return kept.length === 0
    ? []
    : [`<details><summary>${escapeText(summary)}</summary>`, ...kept, '</details>'];
}

/** A list, one sentence a line; none give ''. */
export function bulletList(sentences: readonly Words[]): string {
  return sentences.map((sentence) => `- ${escapeText(sentence)}`).join('\n');
}

/** Keeps a user's name from being read as markup. */
export function escapeText(text: Words): string {
  return String(text)
    .replace(/[\\`*_|<>[\]]/g, '\\$&')
    .replace(/\n/g, ' ');
}
