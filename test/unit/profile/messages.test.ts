// Messages written and read by the steps of compiled profiles.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findProfile } from '../../../bench/profile-index.ts';
import { compileProfile } from '../../../src/profile/compile-profile.ts';
import { compileRead } from '../../../src/profile/compile-read.ts';
import { compileWrite, joinBytes, namelessFifos } from '../../../src/profile/compile-write.ts';
import { decodeMessage, showBytes } from '../../../src/profile/decode-message.ts';
import { encodeMessage, type SessionFacts } from '../../../src/profile/encode-message.ts';
import { replyFault, transformed } from '../../../src/profile/judge-reply.ts';
import type { InField, OutField } from '../../../src/profile/profile.ts';
import { fc } from '../../support/property.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const facts: SessionFacts = {
  ...{ id: 123_456, pid: 4_242, seq: 3, payload: bytesOf('Hello'), ack: null },
};

function compiled(name: string) {
  const profile = findProfile(name);
  assert.ok(profile);
  return compileProfile(profile);
}

function sent(fields: readonly OutField[], changes: Partial<SessionFacts> = {}): string {
  const steps = compileWrite(fields, { ...namelessFifos, down: compiled('text10').downName });
  return showBytes(encodeMessage(steps, { ...facts, ...changes }));
}

describe('messages of clients', () => {
  test('the seed names its private FIFO in 60 bytes', () => {
    const bytes = encodeMessage(compiled('seed').connect, facts);
    assert.equal(bytes.length, 64);
    assert.equal(showBytes(bytes.subarray(0, 14)), '"CONNc/123456\\x00\\x00"');
  });

  const rows: [string, OutField[], Partial<SessionFacts>, string][] = [
    ['a name in ten bytes', [{ text: '{name}', bytes: 10 }], {}, '"123456\\x00\\x00\\x00\\x00"'],
    [
      'a payload behind its length',
      [{ text: '{payload}', lengthPrefix: 'u32' }],
      {},
      '"\\x05\\x00\\x00\\x00Hello"',
    ],
    ['numbers as text', [{ text: '{pid}-{seq}-{payloadBytes}' }], {}, '"4242-3-5"'],
    ['the successor of a number', [{ text: '{ack+1}', bytes: 4 }], { ack: 99n }, '"100\\x00"'],
    ['the successor of a number in text', [{ text: '{ack+1}' }], { ack: bytesOf(' 41\n') }, '"42"'],
    ['what was said, as it was said', [{ text: '{ack}' }], { ack: bytesOf('HOLA') }, '"HOLA"'],
    ['an int', [{ int: 'i32', value: '{id}' }], {}, '"@\\xe2\\x01\\x00"'],
    ['a negative int', [{ int: 'i32', value: '{ack-1}' }], { ack: 0n }, '"\\xff\\xff\\xff\\xff"'],
  ];
  for (const [claim, fields, changes, shown] of rows) {
    test(claim, () => {
      assert.equal(sent(fields, changes), shown);
    });
  }

  test('no fields are no bytes', () => {
    assert.equal(encodeMessage([], facts).length, 0);
  });
});

describe('messages of servers', () => {
  const read = (fields: readonly InField[], text: string, isEnded = false) =>
    decodeMessage(compileRead(fields, namelessFifos), facts, { bytes: bytesOf(text), isEnded });

  test('the acknowledgement of the seed is what it expects, however it is cut', () => {
    const { ack, connect } = compiled('seed');
    const bytes = joinBytes(bytesOf('ACK\0'), encodeMessage(connect, facts).subarray(4));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), (cut) => {
        const received = { bytes: bytes.subarray(0, cut), isEnded: false };
        assert.equal(decodeMessage(ack, facts, received).state, 'incomplete');
      }),
    );
    const outcome = decodeMessage(ack, facts, { bytes, isEnded: false });
    assert.equal(outcome.state === 'complete' && outcome.usedBytes, 64);
  });

  test('a wrong byte is named with its place and what was wanted', () => {
    assert.deepEqual(read([{ bytes: 4, expect: 'ACK' }], 'ACk'), {
      ...{ state: 'wrong', atBytes: 2, reason: '"ACK\\x00" was expected' },
    });
  });

  test('a text is remembered up to its first NUL', () => {
    assert.deepEqual(read([{ bytes: 6, save: 'ack' }], 'HI\0xxxmore'), {
      ...{ state: 'complete', usedBytes: 6, body: bytesOf('HI\0xxx'), ack: bytesOf('HI') },
    });
  });

  const rows: [string, InField, string, boolean, string][] = [
    ['a decimal in its field', { decimal: 5, save: 'ack' }, '42\0zz', false, 'complete 5 42'],
    ['a decimal that is none', { decimal: 3 }, 'abc', false, 'wrong 0'],
    ['a decimal that fills its field', { decimal: 3, save: 'ack' }, '123', false, 'complete 3 123'],
    ['an int', { int: 'i32', save: 'ack' }, '\xfe\xff\xff\xff', false, 'complete 4 -2'],
    ['half an int', { int: 'i32' }, '\x01\x00', false, 'incomplete'],
    ['half an int at the end', { int: 'i32' }, '\x01\x00', true, 'wrong 2'],
    ['as much as the payload', { bytes: '{payloadBytes}' }, 'HELLOmore', false, 'complete 5 -'],
    ['a length and so many bytes', { lengthPrefix: 'u32' }, '\x02\0\0\0abc', false, 'complete 6 -'],
    ['a length beyond reason', { lengthPrefix: 'u32' }, '\0\0\0\x7f', false, 'wrong 0'],
    ['a line', { until: 'newline' }, 'one\ntwo', false, 'complete 4 -'],
    ['half a line', { until: 'newline' }, 'one', false, 'incomplete'],
    ['half a line at the end', { until: 'newline' }, 'one', true, 'wrong 3'],
    ['all that came before the end', { until: 'eof' }, 'all', true, 'complete 3 -'],
    ['nothing before the end', { until: 'eof' }, '', true, 'complete 0 -'],
    ['more than may come', { until: 'eof', maxBytes: 2 }, 'abc', false, 'wrong 2'],
  ];
  for (const [claim, field, text, isEnded, wanted] of rows) {
    test(claim, () => {
      const outcome = read([field], text, isEnded);
      const parts =
        outcome.state === 'complete'
          ? [outcome.usedBytes, outcome.ack ?? '-']
          : outcome.state === 'wrong'
            ? [outcome.atBytes]
            : [];
      assert.equal([outcome.state, ...parts].join(' '), wanted);
    });
  }
});

describe('replies held against requests', () => {
  const payload = bytesOf('aBc.12');

  test('transforms touch letters only, and rot13 and swapcase undo themselves', () => {
    assert.equal(showBytes(transformed(payload, 'upper')), '"ABC.12"');
    assert.equal(showBytes(transformed(payload, 'rot13')), '"nOp.12"');
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        for (const twice of ['rot13', 'swapcase'] as const) {
          assert.deepEqual(transformed(transformed(bytes, twice), twice), bytes);
        }
      }),
    );
  });

  test('a golden reply is learned, then wanted again, up to the first NUL where so trimmed', () => {
    const check = { check: { check: 'golden' }, trim: 'nul' } as const;
    const golden = bytesOf('yes\0rubbish');
    assert.equal(replyFault(check, { body: golden, payload, golden: null }), null);
    assert.equal(replyFault(check, { body: bytesOf('yes\0other'), payload, golden }), null);
    const fault = replyFault(check, { body: bytesOf('no\0'), payload, golden });
    assert.equal(fault, 'the reply is "no" and should be "yes"');
  });

  test('a prefix and a trimmed transform let the rest be what it is', () => {
    const prefix = { check: { check: 'prefix', bytes: bytesOf('ok') }, trim: 'none' } as const;
    assert.equal(replyFault(prefix, { body: bytesOf('ok 5'), payload, golden: null }), null);
    const upper = { check: { check: 'transform', transform: 'upper' }, trim: 'payload' } as const;
    const body = bytesOf('ABC.12\0\0');
    assert.equal(replyFault(upper, { body, payload, golden: null }), null);
  });
});
