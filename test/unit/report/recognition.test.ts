// What is said about a server that was recognised, or was not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProfile } from '../../../bench/profile-index.ts';
import { type RecognitionFacts, recognitionLines } from '../../../src/report/recognition.ts';

const facts: RecognitionFacts = {
  ...{ kind: 'unknown', profile: null, rejections: [], wkpPath: null, known: null },
  ...{ troubles: ['no FIFO came within 5 s'], printed: 'one\ntwo\n' },
};

test('without a pipe it is said why, and what the server printed', () => {
  assert.deepEqual(recognitionLines(facts), ['no FIFO came within 5 s', 'it printed: one | two']);
});

test('a profile that fits comes first, then what was seen, then why others do not fit', () => {
  const lines = recognitionLines({
    ...facts,
    ...{ kind: 'known', profile: findProfile('text10') ?? null, wkpPath: 'mario', troubles: [] },
    known: {
      ...{ introduction: 'padded', connectBytes: 8, down: '{id}' },
      ack: new Uint8Array(Buffer.from('HOLA\0')),
    },
    rejections: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, reason: 'its pipe stays' })),
  });
  assert.deepEqual(lines, [
    'it speaks as the profile text10 says, and sessions came off',
    'its well-known pipe is mario',
    'told a name filled up with NUL (8 bytes), it wrote 5 bytes to {id}: "HOLA\\x00"',
    'not a, b, c and 2 more: its pipe stays',
  ]);
});
