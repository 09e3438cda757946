// What two acknowledgements of one server tell, and what a profile says of them.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { checkProfile } from '../../../src/profile/parse-profile.ts';
import {
  type AckKind,
  ackKindOf,
  connectFields,
  handshakeFields,
  likelyResponses,
} from '../../../src/recognize/describe-handshake.ts';
import { inferProfile } from '../../../src/recognize/infer-profile.ts';
import { type Acknowledged, introductions } from '../../../src/recognize/observe-handshake.ts';

function acknowledged(text: string, change: Partial<Acknowledged> = {}): Acknowledged {
  return {
    ...{ introduction: 'padded', down: '{id}', id: 1_234_567, connectBytes: 10 },
    ...{ ack: new Uint8Array(Buffer.from(text, 'latin1')), isWkpGone: true, delayMs: 0 },
    ...change,
  };
}

const other = { id: 7_654_321 };
const int = { introduction: 'int' } as const;

const rows: [string, Acknowledged, Acknowledged, AckKind][] = [
  ['nothing', acknowledged(''), acknowledged('', other), 'none'],
  ['the same text', acknowledged('HOLA\0'), acknowledged('HOLA\0', other), 'fixed'],
  ['the name', acknowledged('1234567\0\0\0'), acknowledged('7654321\0\0\0', other), 'name'],
  ['a text around it', acknowledged('hi 1234567\0'), acknowledged('hi 7654321\0', other), 'named'],
  ['numbers', acknowledged('42\0\0'), acknowledged('17\0\0', other), 'number'],
  ['a number without a seed', acknowledged('42\0\0'), acknowledged('42\0\0', other), 'number'],
  ['C ints', acknowledged('\x01\x02\x03\x04', int), acknowledged('\x01\x02\x03\x04', int), 'int'],
  ['texts of two lengths', acknowledged('a'), acknowledged('ab', other), 'varying'],
  ['other texts', acknowledged('ab'), acknowledged('cd', other), 'varying'],
];

group('an acknowledgement of', () => {
  for (const [claim, first, second, kind] of rows) {
    test(`${claim} is told`, () => assert.equal(ackKindOf(first, second), kind));
  }
});

test('numbers are answered by their successor first, texts by themselves', () => {
  assert.equal(likelyResponses('number')[0], 'successor');
  assert.equal(likelyResponses('fixed')[0], 'same');
  assert.deepEqual(likelyResponses('none'), ['none']);
});

test('a text with the name in it is expected as such, braces and all', () => {
  const answer = { kind: 'named', response: 'same', responseBytes: 20 } as const;
  assert.deepEqual(handshakeFields(acknowledged('{1234567}'), answer), {
    ack: [{ bytes: 9, expect: '{{{id}}}' }],
    response: [{ text: '{{{id}}}', bytes: 20 }],
  });
});

test('each introduction is a message that a profile can hold', () => {
  for (const introduction of introductions) {
    assert.equal(connectFields(acknowledged('x', { introduction })).length, 1);
  }
});

test('whatever is inferred is a profile without mistakes', () => {
  const session = {
    operation: {
      ...{ seen: 'reply' as const, request: [{ text: '{payload}', nul: true, bytes: 64 }] },
      reply: [{ bytes: '{payloadBytes}' as const }],
    },
    ...{ isLast: false, servesOthers: true },
  };
  for (const [claim, known, , kind] of rows) {
    for (const response of likelyResponses(kind)) {
      for (const isWkpGone of [true, false]) {
        const profile = inferProfile({
          ...{ name: 'mine', wkpPath: 'pipe', known: { ...known, isWkpGone }, kind, response },
          ...{ session, responseBytes: known.ack.length },
        });
        assert.deepEqual(checkProfile(profile).mistakes, [], `${claim}, ${response}`);
      }
    }
  }
});
