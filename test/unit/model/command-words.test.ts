// Commands split into words without a shell.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describe as describeError } from '../../../src/errors.ts';
import { commandName, splitCommand } from '../../../src/model/command-words.ts';

const rows: [string, string, string[]][] = [
  ['words are parted by space of any length', ' ./a  -n\t5\n', ['./a', '-n', '5']],
  ['an empty text has no words', '  ', []],
  ['single quotes keep all', `'my server' '$HOME \\"'`, ['my server', '$HOME \\"']],
  ['double quotes keep space and what a backslash guards', '"a \\"b\\""', ['a "b"']],
  ['a backslash keeps a space', 'a\\ b c', ['a b', 'c']],
  ['quotes may stand within a word', `--name='a b'"c"`, ['--name=a bc']],
  ['empty quotes are an empty word', `a '' ""`, ['a', '', '']],
  ['nothing is replaced, piped or spread', 'a $X *|b>c', ['a', '$X', '*|b>c']],
];

describe('splitCommand', () => {
  for (const [claim, text, words] of rows) {
    test(claim, () => assert.deepEqual(splitCommand(text), words));
  }

  for (const text of ["./a 'b", './a "b\\"', './a \\']) {
    test(`${text} is refused`, () => {
      assert.throws(
        () => splitCommand(text),
        (error) => /a quote is not closed: .*; close it/.test(describeError(error)),
      );
    });
  }
});

const names: [string, string[], string][] = [
  ['a short command names itself', ['./before', '-v'], './before -v'],
  [
    'a long one loses the directories of its words',
    ['/home/somebody/course/pipes/server', '-v'],
    'server -v',
  ],
  ['or its arguments', ['./server', ...Array(9).fill('--option')], './server'],
  [
    'and in the end keeps only the end of its program',
    ['../a-directory-with-a-very-long-name/server'],
    '…ry-with-a-very-long-name/server',
  ],
];

describe('commandName', () => {
  for (const [claim, argv, name] of names) {
    test(claim, () => assert.equal(commandName(argv), name));
  }
});
