// Breaks a sentence into lines of a given width. A number is never parted from its unit, and a word
// that is longer than a line keeps a line of its own.

import { unitSigns } from './format-quantity.ts';
import type { Words } from './prose.ts';

const breakable = new RegExp(` (?!(?:${unitSigns.join('|')})(?:[\\s;,.:)]|$))`);

/** How lines are laid out; `columns` counts the indents in. */
export interface WrapLayout {
  /** Width of a line, 20 or more. */
  readonly columns: number;
  /** What the first line begins with. */
  readonly first: string;
  /** What each further line begins with. */
  readonly rest: string;
}

/** Breaks `text` at spaces. An empty text gives the first indent alone. */
export function wrapText(text: Words, layout: WrapLayout): string {
  return fillLines(String(text).split(breakable), layout);
}

/** Joins facts by a middle dot and breaks only between them. No facts give the first indent. */
export function wrapFacts(facts: readonly Words[], layout: WrapLayout): string {
  const words = facts.map((fact, index) => (index < facts.length - 1 ? `${fact} ·` : String(fact)));
  return fillLines(words, layout);
}

function fillLines(words: readonly string[], { columns, first, rest }: WrapLayout): string {
  const lines: string[] = [];
  let line = first;
  let isFresh = true;
  for (const word of words) {
    if (!isFresh && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = rest;
      isFresh = true;
    }
    line += isFresh ? word : ` ${word}`;
    isFresh = false;
  }
  return [...lines, line].join('\n');
}
