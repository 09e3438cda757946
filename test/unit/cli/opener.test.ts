// Which programs are asked to open a page, in which order and with which words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openingCommands } from '../../../src/cli/opener.ts';

const address = 'file:///tmp/a%20b.html';
const desktop = [
  ['xdg-open', address],
  ['open', address],
];

for (const [claim, browser, commands] of [
  ['without BROWSER the desktop is asked', undefined, []],
  ['an empty BROWSER says nothing', ' : ', []],
  ['BROWSER comes first', 'firefox', [['firefox', address]]],
  [
    'it may have words of its own',
    'chromium --new-window',
    [['chromium', '--new-window', address]],
  ],
  [
    'several are tried in their order, and %s stands for the address',
    'lynx:w3m -T %s -',
    [
      ['lynx', address],
      ['w3m', '-T', address, '-'],
    ],
  ],
  ['nothing in it is for a shell', 'x;rm $HOME', [['x;rm', '$HOME', address]]],
] as const) {
  test(claim, () => {
    assert.deepEqual(openingCommands(address, browser), [...commands, ...desktop]);
  });
}

test('an address with a dollar sign stays as it is', () => {
  assert.deepEqual(openingCommands('a$&b', 'x %s')[0], ['x', 'a$&b']);
});
