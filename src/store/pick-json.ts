// Reads only the wanted parts of a JSON text and skips the rest at the speed of memory. A stored
// run is mostly histograms, which a history does not look at; what is skipped is not checked.

import { FifobenchError } from '../errors.ts';

/**
 * What is wanted of a value: `true`, all of it; an object, these of its fields; a list of one, the
 * same of each of its items.
 */
export type JsonPicture = true | { readonly [field: string]: JsonPicture } | readonly [JsonPicture];

/**
 * The wanted parts of a JSON text in UTF-8. Fields that are not there are left out, and a value of
 * another kind than its picture is `undefined`. Throws a FifobenchError of code `results-format`
 * where the text ends early or a wanted part is no JSON.
 */
export function pickJson(bytes: Buffer, picture: JsonPicture): unknown {
  return new Picker(bytes).pick(picture);
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const space = 0x20;

/** A position that moves through the text, forwards only. */
class Picker {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The wanted parts of the value that begins here; afterwards the position is behind it. */
  pick(picture: JsonPicture): unknown {
    const first = this.#next();
    if (picture === true) {
      return this.#whole();
    }
    if (Array.isArray(picture)) {
      return first === openBracket ? this.#items(picture[0] as JsonPicture) : this.#other();
    }
    return first === openBrace
      ? this.#fields(picture as Readonly<Record<string, JsonPicture>>)
      : this.#other();
  }

  #fields(wanted: Readonly<Record<string, JsonPicture>>): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    this.#at += 1;
    while (this.#next() !== closeBrace) {
      const name = this.#name();
      const picture = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
      if (picture === undefined) {
        this.#skip();
      } else {
        found[name] = this.pick(picture);
      }
      this.#passComma();
    }
    this.#at += 1;
    return found;
  }

  #items(picture: JsonPicture): unknown[] {
    const found: unknown[] = [];
    this.#at += 1;
    while (this.#next() !== closeBracket) {
      found.push(this.pick(picture));
      this.#passComma();
    }
    this.#at += 1;
    return found;
  }

  #name(): string {
    const start = this.#at;
    if (this.#next() !== quote) {
      throw notJson();
    }
    this.#skipText();
    const name = this.#bytes.toString('utf8', start + 1, this.#at - 1);
    if (this.#next() !== colon) {
      throw notJson();
    }
    this.#at += 1;
    return name;
  }

  #passComma(): void {
    const next = this.#next();
    if (next === comma) {
      this.#at += 1;
    } else if (next !== closeBrace && next !== closeBracket) {
      throw notJson();
    }
  }

  #whole(): unknown {
    const start = this.#at;
    this.#skip();
    try {
      return JSON.parse(this.#bytes.toString('utf8', start, this.#at));
    } catch (cause) {
      throw notJson(cause);
    }
  }

  #other(): undefined {
    this.#skip();
    return undefined;
  }

  /** Moves behind the value that begins here. */
  #skip(): void {
    const first = this.#next();
    if (first === quote) {
      this.#skipText();
    } else if (first === openBrace || first === openBracket) {
      this.#skipNested();
    } else {
      this.#skipWord();
    }
  }

  /** Brackets are only counted: which closes which is not looked at. */
  #skipNested(): void {
    const bytes = this.#bytes;
    let depth = 0;
    do {
      const byte = bytes[this.#at];
      if (byte === quote) {
        this.#skipText();
        continue;
      }
      if (byte === openBrace || byte === openBracket) {
        depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
      } else if (byte === undefined) {
        throw notJson();
      }
      this.#at += 1;
    } while (depth > 0);
  }

  /** From a quote to behind the next one that is not escaped. */
  #skipText(): void {
    let end = this.#bytes.indexOf(quote, this.#at + 1);
    while (end !== -1 && this.#isEscaped(end)) {
      end = this.#bytes.indexOf(quote, end + 1);
    }
    if (end === -1) {
      throw notJson();
    }
    this.#at = end + 1;
  }

  #isEscaped(at: number): boolean {
    let start = at;
    while (this.#bytes[start - 1] === backslash) {
      start -= 1;
    }
    return (at - start) % 2 === 1;
  }

  /** A number, or one of three words. */
  #skipWord(): void {
    const start = this.#at;
    for (let byte = this.#bytes[this.#at]; byte !== undefined; byte = this.#bytes[this.#at]) {
      if (byte <= space || byte === comma || byte === closeBrace || byte === closeBracket) {
        break;
      }
      this.#at += 1;
    }
    if (this.#at === start) {
      throw notJson();
    }
  }

  /** The next byte that is no white space, which the position then stands on. */
  #next(): number {
    let byte = this.#bytes[this.#at];
    while (byte !== undefined && byte <= space) {
      this.#at += 1;
      byte = this.#bytes[this.#at];
    }
    if (byte === undefined) {
      throw notJson();
    }
    return byte;
  }
}

function notJson(cause?: unknown): FifobenchError {
  return new FifobenchError('results-format', 'not JSON, or cut off', {
    ...{ remedy: 'remove the file, or restore it from a copy', cause },
  });
}
