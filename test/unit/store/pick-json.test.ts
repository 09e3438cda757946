// Picking parts of a JSON text: what is picked is what JSON.parse would have read there, whatever
// is skipped on the way, and a text that is cut off is never taken for a whole one.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import { type JsonPicture, pickJson } from '../../../src/store/pick-json.ts';
import { fc } from '../../support/property.ts';

function pick(text: string, picture: JsonPicture): unknown {
  return pickJson(Buffer.from(text), picture);
}

group('what is picked', () => {
  const rows: readonly [what: string, text: string, picture: JsonPicture, expected: unknown][] = [
    ['a field among others', '{"a":1,"b":[2,{"c":3}],"d":4}', { d: true }, { d: 4 }],
    ['a nested field', '{ "a" : { "b" : "x" , "c" : 1 } }', { a: { b: true } }, { a: { b: 'x' } }],
    ['of each item of a list', '[{"a":1,"b":2},{"a":3}]', [{ a: true }], [{ a: 1 }, { a: 3 }]],
    ['a field behind braces in a text', '{"x":"}]{[","a":1}', { a: true }, { a: 1 }],
    ['a field behind escaped quotes', String.raw`{"x":"\"}\\","a":1}`, { a: true }, { a: 1 }],
    ['a field behind an escaped end', String.raw`{"x":"\\\\","a":"b"}`, { a: true }, { a: 'b' }],
    ['nothing of an empty object', '{}', { a: true }, {}],
    ['nothing of an empty list', ' [ ] ', [true], []],
    ['undefined where the kind is another', '{"a":[1,"]"],"b":2}', { a: { b: true } }, {}],
    [
      'all, with null, true and numbers',
      '{"a":[null,true,-1.5e3]}',
      true,
      { a: [null, true, -1500] },
    ],
    ['letters beyond ASCII', '{"µ":"…","a":"naïve ▁"}', { a: true }, { a: 'naïve ▁' }],
    ['no field of the prototype', '{"toString":1,"a":2}', { a: true }, { a: 2 }],
  ];
  for (const [what, text, picture, expected] of rows) {
    test(what, () => {
      assert.deepEqual(JSON.parse(JSON.stringify(pick(text, picture))), expected);
    });
  }

  test('is what JSON.parse reads there, for any value, tight or indented', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(0, 1, 4), (a, b, indent) => {
        const text = JSON.stringify(
          { skipped: b, wanted: a, more: [b, { wanted: b }] },
          null,
          indent,
        );
        assert.deepEqual(pick(text, { wanted: true }), { wanted: JSON.parse(JSON.stringify(a)) });
        assert.deepEqual(pick(text, true), JSON.parse(text));
      }),
    );
  });
});

group('what cannot be picked from', () => {
  test('a text that is cut off anywhere', () => {
    const text = JSON.stringify({ a: 'x"y', b: [1, { c: 2 }], d: 12 });
    for (let length = 0; length < text.length; length += 1) {
      assert.throws(
        () => pick(text.slice(0, length), { d: true }),
        isNotJson,
        text.slice(0, length),
      );
    }
  });

  for (const text of ['', '   ', '{a:1}', '{"a" 1}', '{"a":1 "d":2}', '{"d":nonsense}', '{"d":}']) {
    test(`'${text}'`, () => assert.throws(() => pick(text, { d: true }), isNotJson));
  }

  test('any bytes at all end in a value or in a named error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          pickJson(Buffer.from(bytes), { a: [{ b: true }] });
        } catch (error) {
          assert.ok(isNotJson(error));
        }
      }),
    );
  });
});

function isNotJson(error: unknown): boolean {
  return error instanceof FifobenchError && error.code === 'results-format';
}
