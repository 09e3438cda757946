// Blanks what is not code, so that rules may search the rest with plain patterns: comments, and on
// wish the contents of strings, templates and regular expressions. Every character keeps its place,
// and the code inside `${…}` stays. It knows just enough of TypeScript and C++ for that.

/** What to blank, and in which language. */
export interface BlankOptions {
  readonly isNative: boolean;
  /** Whether the contents of strings stay; comments never do. */
  readonly keepsStrings: boolean;
}

/** After these a slash begins a regular expression; after anything else it divides. */
const beforeRegex =
  /(?:^|[=([{,;:!&|?+\-*%~^<>}]|\b(?:return|typeof|case|in|of|void|yield|await))$/;

/** The same text, as long and with the same lines, with everything blanked that is asked for. */
export function blank(text: string, options: BlankOptions): string {
  return new Blanker(text, options).run();
}

class Blanker {
  readonly #text: string;
  readonly #options: BlankOptions;
  #at = 0;
  #out = '';
  /** The depth of braces at which each open `${` of a template ends. */
  readonly #templates: number[] = [];
  #depth = 0;

  constructor(text: string, options: BlankOptions) {
    this.#text = text;
    this.#options = options;
  }

  run(): string {
    while (this.#at < this.#text.length) {
      this.#step();
    }
    return this.#out;
  }

  #step(): void {
    const character = this.#text[this.#at] ?? '';
    const two = this.#text.slice(this.#at, this.#at + 2);
    if (two === '//') {
      this.#drop(this.#endOf('\n', 0));
    } else if (two === '/*') {
      this.#drop(this.#endOf('*/', 2));
    } else if (this.#options.isNative && two === 'R"') {
      this.#rawString();
    } else if (character === '"' || (character === "'" && !this.#isDigitSeparator())) {
      this.#content(this.#closing(character));
    } else if (!this.#options.isNative && character === '`') {
      this.#template();
    } else if (!this.#options.isNative && character === '/' && this.#beginsRegex()) {
      this.#content(this.#closingSlash());
    } else {
      this.#brace(character);
    }
  }

  /** Keeps a character of code; a brace may end the inside of a template. */
  #brace(character: string): void {
    this.#keep(1);
    this.#depth += character === '{' ? 1 : character === '}' ? -1 : 0;
    if (character === '}' && this.#templates.at(-1) === this.#depth) {
      this.#templates.pop();
      this.#templateText();
    }
  }

  #template(): void {
    this.#keep(1);
    this.#templateText();
  }

  /** The text of a template up to its end or to the next `${`. */
  #templateText(): void {
    let end = this.#at;
    while (end < this.#text.length && this.#text[end] !== '`') {
      if (this.#text.startsWith('${', end)) {
        this.#blankUnlessKept(end);
        this.#templates.push(this.#depth);
        this.#depth += 1;
        this.#keep(2);
        return;
      }
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    this.#blankUnlessKept(end);
    this.#keep(1);
  }

  #rawString(): void {
    const delimiter = /^R"([^(]*)\(/.exec(this.#text.slice(this.#at, this.#at + 20))?.[1] ?? '';
    this.#content(this.#endOf(`)${delimiter}"`, delimiter.length + 2));
  }

  /** Keeps the quotes and, on wish, what is between them. `end` is behind the closing quote. */
  #content(end: number): void {
    this.#keep(1);
    this.#blankUnlessKept(end - 1);
    this.#keep(1);
  }

  #closing(quote: string): number {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== quote && this.#text[end] !== '\n') {
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    return end + 1;
  }

  #closingSlash(): number {
    let inClass = false;
    let end = this.#at + 1;
    while (end < this.#text.length && (inClass || this.#text[end] !== '/')) {
      inClass = this.#text[end] === '[' || (inClass && this.#text[end] !== ']');
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    return end + 1;
  }

  #beginsRegex(): boolean {
    return beforeRegex.test(this.#out.slice(-200).trimEnd());
  }

  /** In C++ a quote also groups digits, as in 1'000. */
  #isDigitSeparator(): boolean {
    const around = this.#text.slice(Math.max(0, this.#at - 1), this.#at + 2);
    return this.#options.isNative && /^[0-9a-fA-F]'[0-9a-fA-F]$/.test(around);
  }

  #endOf(closing: string, offset: number): number {
    const found = this.#text.indexOf(closing, this.#at + offset);
    return found < 0 ? this.#text.length : found + (closing === '\n' ? 0 : closing.length);
  }

  #keep(count: number): void {
    this.#out += this.#text.slice(this.#at, this.#at + count);
    this.#at += count;
  }

  #drop(end: number): void {
    this.#out += this.#text.slice(this.#at, end).replace(/[^\n]/g, ' ');
    this.#at = Math.min(end, this.#text.length);
  }

  #blankUnlessKept(end: number): void {
    if (this.#options.keepsStrings) {
      this.#keep(Math.max(0, end - this.#at));
    } else {
      this.#drop(Math.max(end, this.#at));
    }
  }
}
