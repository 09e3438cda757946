// What a terminal shows after it was sent a text: enough of its escape sequences for lines that are
// written over. Lines never scroll away; those that are wider than the screen go on below.

import assert from 'node:assert/strict';

const escapeCharacter = '\u001b';
const sequence = new RegExp(`${escapeCharacter}\\[(\\??)([\\d;]*)([A-Za-z])`, 'y');

/** The lines from the top, without blanks at their ends, up to the last one that is not empty. */
export function screenOf(text: string, columns: number): string[] {
  const screen = new Screen(columns);
  for (let at = 0; at < text.length; ) {
    sequence.lastIndex = at;
    const match = sequence.exec(text);
    if (match === null) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      screen.put(character);
      at += character.length;
    } else {
      const [whole, isPrivate = '', argument = '', command = ''] = match;
      if (isPrivate === '') {
        screen.obey(command, argument === '' ? null : Number.parseInt(argument, 10));
      }
      at += whole.length;
    }
  }
  return screen.lines();
}

class Screen {
  readonly #columns: number;
  readonly #rows: string[][] = [];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  put(character: string): void {
    if (character === '\n') {
      this.#row += 1;
    } else if (character === '\r') {
      this.#column = 0;
    } else {
      if (this.#column === this.#columns) {
        this.#row += 1;
        this.#column = 0;
      }
      const row = this.#current();
      while (row.length < this.#column) {
        row.push(' ');
      }
      row[this.#column] = character;
      this.#column += 1;
    }
  }

  obey(command: string, argument: number | null): void {
    switch (command) {
      case 'A':
        this.#row = Math.max(0, this.#row - (argument ?? 1));
        break;
      case 'B':
        this.#row += argument ?? 1;
        break;
      case 'C':
        this.#column += argument ?? 1;
        break;
      case 'D':
        this.#column = Math.max(0, this.#column - (argument ?? 1));
        break;
      case 'G':
        this.#column = (argument ?? 1) - 1;
        break;
      case 'K':
        this.#erase(argument ?? 0);
        break;
      case 'm':
        break;
      default:
        assert.fail(`the screen does not know the sequence ${command}`);
    }
  }

  lines(): string[] {
    const lines = Array.from(this.#rows, (row) => (row ?? []).join('').trimEnd());
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
  }

  #current(): string[] {
    this.#rows[this.#row] ??= [];
    return this.#rows[this.#row] ?? [];
  }

  /** 0: from the cursor on; 2: the whole line. */
  #erase(extent: number): void {
    assert.ok(extent === 0 || extent === 2, 'the screen erases to the end or whole lines');
    this.#current().splice(extent === 0 ? this.#column : 0);
  }
}
