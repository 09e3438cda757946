// What the lengths of two replies tell, to a short text and to a longer one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InField } from '../../../src/profile/profile.ts';
import { conversations } from '../../../src/recognize/conversations.ts';
import { replyFields } from '../../../src/recognize/observe-session.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const text: InField = { bytes: '{payloadBytes}' };

const rows: [string, string, string, InField[] | null][] = [
  ['the same length is a buffer', 'HELLO\0\0\0', 'HELLO, W', [{ bytes: 8 }]],
  ['the length of the text', 'HELLO', 'HELLO, WORLD', [text]],
  ['the text and its NUL', 'HELLO\0', 'HELLO, WORLD\0', [text, { bytes: 1 }]],
  ['a text before the text', '> HELLO', '> HELLO, WORLD', [{ bytes: 2 }, text]],
  ['lines', 'you said Hello\n', 'you said Hello, world!!\n', [{ until: 'newline' }]],
  ['no rule at all', 'a', 'abc', null],
  ['nothing', '', 'abc', null],
];
for (const [claim, short, long, fields] of rows) {
  test(`${claim} is seen`, () => {
    const sizesBytes = [64, 100] as const;
    assert.deepEqual(replyFields([bytesOf(short), bytesOf(long)], { sizesBytes }), fields);
  });
}

test('a reply as long as the request is as long as the request', () => {
  const replies = [new Uint8Array(8), new Uint8Array(256)] as const;
  assert.deepEqual(replyFields(replies, { sizesBytes: [8, 256] }), [{ bytes: 256 }]);
});

test('conversations begin with the plain ones and come to an end', () => {
  const all = conversations('fixed', { ack: new Uint8Array(5), connectBytes: 100 });
  assert.deepEqual(all[0], {
    ...{ kind: 'fixed', response: 'same', responseBytes: 5, requests: 'padded' },
  });
  assert.ok(all.length < 30);
  assert.ok(all.some(({ responseBytes }) => responseBytes === 100));
  assert.equal(new Set(all.map((each) => JSON.stringify(each))).size, all.length);
});
