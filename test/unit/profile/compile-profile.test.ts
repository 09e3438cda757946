// What profiles come to for the engine: constant bytes in one piece, and defaults made plain.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { profiles } from '../../../bench/profile-index.ts';
import { compileProfile } from '../../../src/profile/compile-profile.ts';
import { compileWrite, namelessFifos } from '../../../src/profile/compile-write.ts';
import { showBytes } from '../../../src/profile/decode-message.ts';
import type { OutField } from '../../../src/profile/profile.ts';
import { seedProfile } from '../../../src/profile/seed.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

describe('the seed profile', () => {
  const seed = compileProfile(seedProfile);

  test('expects the whole acknowledgement in one comparison', () => {
    assert.deepEqual(seed.ack, [
      {
        step: 'expect',
        steps: [
          { step: 'bytes', bytes: bytesOf('ACK\0') },
          { step: 'begin' },
          { step: 'bytes', bytes: bytesOf('c/') },
          { step: 'decimal', of: 'id', plus: 0 },
          { step: 'fill', toBytes: 60 },
        ],
      },
    ]);
  });

  test('expects the reply to be the request byte for byte, in one comparison', () => {
    assert.deepEqual(seed.reply, [{ step: 'expect', steps: seed.request }]);
    assert.deepEqual(seed.request, [
      { step: 'bytes', bytes: bytesOf('DATA') },
      { step: 'integer', of: 'payloadBytes', plus: 0, widthBytes: 4 },
      { step: 'payload' },
    ]);
  });

  test('waits for the removal of the pipe and unlinks after the acknowledgement', () => {
    assert.equal(seed.wkpIsRemoved, true);
    assert.equal(seed.gate, 'until-unlinked');
    assert.equal(`${seed.unlinkedBy} ${seed.unlinkedAt}`, 'client after-ack');
    assert.equal(seed.fifoMode, 0o600);
    assert.equal(seed.extraTimeoutNs, 0);
  });
});

describe('what does not change from session to session is worked out beforehand', () => {
  const rows: [string, OutField[], string][] = [
    ['text is filled up', [{ text: 'ab', bytes: 4 }], '"ab\\x00\\x00"'],
    ['empty text is nothing but filling', [{ text: '', bytes: 2 }], '"\\x00\\x00"'],
    ['a NUL ends the text', [{ text: 'ab', nul: true }], '"ab\\x00"'],
    ['a length stands before', [{ text: 'abc', lengthPrefix: 'u32' }], '"\\x03\\x00\\x00\\x00abc"'],
    [
      'a length counts the filling',
      [{ text: 'a', bytes: 2, lengthPrefix: 'u32' }],
      '"\\x02\\x00\\x00\\x00a\\x00"',
    ],
    ['fields join', [{ text: 'a' }, { hex: '00 ff' }, { text: '{{b}}' }], '"a\\x00\\xff{b}"'],
    ['integers are little-endian', [{ int: 'i16', value: '-2' }], '"\\xfe\\xff"'],
    [
      'the widest integer is exact',
      [{ int: 'u64', value: '18446744073709551614' }],
      '"\\xfe\\xff\\xff\\xff\\xff\\xff\\xff\\xff"',
    ],
  ];
  for (const [claim, fields, shown] of rows) {
    test(claim, () => {
      const steps = compileWrite(fields, namelessFifos);
      assert.equal(steps.length, 1);
      const [step] = steps;
      assert.equal(step?.step === 'bytes' ? showBytes(step.bytes) : step?.step, shown);
    });
  }
});

test('a length prefix before the payload stays a step', () => {
  assert.deepEqual(compileWrite([{ text: '{payload}', lengthPrefix: 'u64' }], namelessFifos), [
    { step: 'length', widthBytes: 8 },
    { step: 'payload' },
    { step: 'end' },
  ]);
});

test('without a word about it, FIFOs that are opened again are removed at the end', () => {
  const { unlink: _, ...fifos } = seedProfile.fifos;
  const profile = { ...seedProfile, fifos, channels: { ...seedProfile.channels } };
  assert.equal(compileProfile(profile).unlinkedAt, 'after-ack');
  const reopened = { ...profile, channels: { ...profile.channels, down: 'per-reply' as const } };
  assert.equal(compileProfile(reopened).unlinkedAt, 'end');
});

test('built-in delays are allowed for in nanoseconds', () => {
  const server = { ...seedProfile.server, builtinDelayMs: 250 };
  assert.equal(compileProfile({ ...seedProfile, server }).extraTimeoutNs, 250_000_000);
});

test('every built-in profile compiles to names of bytes and decimals only', () => {
  for (const profile of profiles) {
    const { downName, upName } = compileProfile(profile);
    const kinds = [...downName, ...upName].map(({ step }) => step);
    assert.ok(
      kinds.every((step) => step === 'bytes' || step === 'decimal'),
      profile.name,
    );
  }
});
