// Words with figures in them, each of which knows the place in the stored run where its value
// stands. A terminal and Markdown take the text alone; a page for browsers marks every figure with
// its place, so that a reader can follow it.

/**
 * A figure as it is shown, and where its value stands, such as `cases[0].serviceNs.p50`. What is
 * computed of several values names them all: sums and differences with ` + ` and ` - `, which bind
 * more tightly than ` / `, and multiples with ` * 3`.
 */
export interface TracedFigure {
  readonly place: string;
  readonly shown: string;
}

/** Text with traced figures. As a string it is the plain text. */
export class Prose {
  /** In order; neighbours stand side by side without a space. */
  readonly parts: readonly (string | TracedFigure)[];

  /** Text of these parts. None give an empty text. */
  constructor(parts: readonly (string | TracedFigure)[]) {
    this.parts = parts;
  }

  /** The text without its places. */
  toString(): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : part.shown)).join('');
  }
}

/** Text with or without traced figures. */
export type Words = string | Prose;

/** A figure whose value stands at `place`; see `TracedFigure` for what is computed. */
export function traced(place: string, shown: string): Prose {
  return new Prose([{ place, shown }]);
}

/** Makes one text of a template, in which words keep the places of their figures. */
export function say(texts: TemplateStringsArray, ...words: readonly Words[]): Prose {
  return new Prose(texts.flatMap((text, index) => [text, ...partsOf(words[index] ?? '')]));
}

/** Words one after the other with `separator` between them; none give an empty text. */
export function joinWords(list: readonly Words[], separator: string): Prose {
  return new Prose(
    list.flatMap((words, index) => (index === 0 ? partsOf(words) : [separator, ...partsOf(words)])),
  );
}

/** Each different text once, in the order of their first appearance. */
export function differentWords(list: readonly Words[]): Words[] {
  const texts = list.map(String);
  return list.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

function partsOf(words: Words): readonly (string | TracedFigure)[] {
  return typeof words === 'string' ? [words] : words.parts;
}
