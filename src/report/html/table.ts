// Tables of a page. Where one would be too wide for its place, on a telephone, beside another chart
// or on paper, each of its rows is shown as a card, so that no figure is out of sight; the style
// sheet does that with the names of the columns, which are given to it here.

import { type Content, html, type Markup, plainText } from './markup.ts';

/** Rows of text and figures. */
export interface PageTable {
  readonly headings: readonly string[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Content[])[];
  /** Words rather than figures, which begin at the left; figures end at the right. */
  readonly isText?: boolean;
}

/** Columns, without the first, whose names the style sheet knows. */
export const namedColumnCountMax = 24;

/**
 * Widths of places, in pixels, up to which the style sheet makes cards of tables: each table has
 * the least of them that it may need itself. A table that may need more is set more tightly.
 */
export const placePixels = [440, 560, 680, 860, 1_100] as const;

/** What a character and the space around a cell take up, about. */
const characterPixels = 8;
const cellPixels = 19;

/** On a telephone, headings of rows go on in the next line. */
const telephonePixels = 340;
const rowHeadingPixelsMax = 128;

/** Characters after which words go on in the next line, in a table of words and on a card. */
const wordsLengthMax = 24;
const cardLengthMax = 13;

/** A table of text and figures; the first column is the heading of its row. */
export function tableOf(table: PageTable): Markup {
  const { headings, rows, isText = false } = table;
  const head = headings.map((heading) => html`<th scope="col">${heading}</th>`);
  const body = rows.map(
    ([first = null, ...others]) =>
      html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  const { classes, style } = stackingOf(table);
  const names = [...classes, ...(isText ? ['text'] : [])].join(' ');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table">
<table${names === '' ? null : html` class="${names}"`}${
    style === '' ? null : html` style="${style}"`
  }><thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

/** The place that the table needs, as a class, and what its cards have to know. */
function stackingOf({ headings, rows, isText = false }: PageTable) {
  const cellLengths = headings.map((_, column) => {
    const longest = Math.max(0, ...rows.map((row) => plainText(row[column] ?? null).length));
    return isText ? Math.min(longest, wordsLengthMax) : longest;
  });
  const [first = 0, ...others] = headings.map((heading, column) => {
    const lines = heading.split('\n').map((line) => line.length);
    return Math.max(cellLengths[column] ?? 0, ...lines) * characterPixels;
  });
  const otherPixels = others.reduce((sum, pixels) => sum + pixels + cellPixels, cellPixels);
  const wholePixels = first + otherPixels;
  const place = placePixels.find((pixels) => pixels >= wholePixels) ?? placePixels.at(-1);
  const isNarrow = Math.min(first, rowHeadingPixelsMax) + otherPixels <= telephonePixels;
  if (isNarrow || others.length > namedColumnCountMax) {
    return { classes: [], style: '' };
  }
  const words = headings.slice(1).flatMap((heading) => heading.split(/\s/));
  const lengths = [...words.map((word) => word.length), ...cellLengths.slice(1)];
  const cardPixels = Math.min(Math.max(...lengths), cardLengthMax) * characterPixels;
  return {
    classes: [`needs-${place}`],
    style: [`--w:${cardPixels}px`, ...columnNames(headings)].join(';'),
  };
}

/** The headings as variables of the style sheet: `--c1:"p50"`. */
function columnNames([, ...names]: readonly string[]): string[] {
  return names.map((name, index) => `--c${index + 1}:"${styleText(name)}"`);
}

/** Whatever might end a text of a style sheet, or change its meaning, by its number. */
function styleText(text: string): string {
  return text
    .replaceAll('\n', ' ')
    .replace(/[^\p{L}\p{N} .,/%±]/gu, (each) => `\\${each.codePointAt(0)?.toString(16)} `);
}
