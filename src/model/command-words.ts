// A command as one types it, split into words without a shell: quotes and backslashes keep spaces,
// and nothing else has a meaning of its own. No variable is replaced, no pipe made, no star spread.

import { FifobenchError } from '../errors.ts';

const token = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|(\s+)/y;

/**
 * The words of a command: `'./my server' -n "a b" c\ d` has four. Within double quotes a backslash
 * keeps what follows it, within single quotes nothing is special. An empty text has no words.
 * Throws a FifobenchError of code `usage` for a quote that is not closed.
 */
export function splitCommand(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const from: number = token.lastIndex;
    const match = token.exec(text);
    if (match === null) {
      throw new FifobenchError('usage', `a quote is not closed: ${text.slice(from)}`, {
        remedy: 'close it, or write a backslash before it',
      });
    }
    const [, single, double, escaped, plain, space] = match;
    if (space === undefined) {
      const kept = double?.replace(/\\([\s\S])/g, '$1');
      word = (word ?? '') + (single ?? kept ?? escaped ?? plain ?? '');
    } else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  return word === null ? words : [...words, word];
}

/** The longest name of a server that a table shows well. */
const nameCharacterMax = 32;

/**
 * What a command is called in results: the command itself, or where that is long, its program, or
 * the beginning of it.
 */
export function commandName(argv: readonly string[]): string {
  const whole = argv.join(' ');
  const [program = ''] = argv;
  const candidates = [whole, withoutDirectories(argv).join(' '), program];
  const fitting = candidates.find((name) => name.length <= nameCharacterMax);
  return fitting ?? `…${program.slice(1 - nameCharacterMax)}`;
}

function withoutDirectories(argv: readonly string[]): string[] {
  return argv.map((word) => (word.startsWith('/') ? (word.split('/').at(-1) ?? word) : word));
}
