// Words whose figures know their place: what becomes of both when words are put together.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differentWords, joinWords, say, traced } from '../../../src/report/prose.ts';

const p50 = traced('cases[0].serviceNs.p50', '46.4 µs');

test('as a string words are their text alone', () => {
  assert.equal(`${say`basic takes ${p50}.`}`, 'basic takes 46.4 µs.');
  assert.equal(String(say`${''}`), '');
});

test('a figure keeps its place within other words', () => {
  const nested = say`Of two, ${say`basic takes ${p50}`}.`;
  const places = nested.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.place]));
  assert.deepEqual(places, ['cases[0].serviceNs.p50']);
});

test('words are joined with what is between them, and none give nothing', () => {
  assert.equal(String(joinWords([p50, 'more', say`less`], ', ')), '46.4 µs, more, less');
  assert.equal(String(joinWords([], ', ')), '');
});

test('of words of one text the first is kept, in their order', () => {
  const again = traced('cases[1].serviceNs.p50', '46.4 µs');
  assert.deepEqual(differentWords(['a', p50, 'a', again, 'b']), ['a', p50, 'b']);
});
