// What an error says of itself: one line, the exit code, and how to mend it.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { describe, type ErrorCode, errorExitCodes, FifobenchError } from '../../src/errors.ts';

group('exit codes', () => {
  const rows: readonly [ErrorCode, number, string][] = [
    ['usage', 2, 'a mistake in what was asked for'],
    ['bad-quantity', 2, 'a quantity that cannot be read'],
    ['results-format', 2, 'a file that holds no run'],
    ['server-start', 4, 'a server that never came up: there is no measurement'],
    ['server-exited', 4, 'a server that died: the measurement is not valid'],
    ['native', 1, 'the addon does not load'],
    ['internal', 1, 'a fault of fifobench'],
  ];
  for (const [code, exitCode, why] of rows) {
    test(`${code} ends with ${exitCode}: ${why}`, () => {
      assert.equal(new FifobenchError(code, 'anything').exitCode, exitCode);
    });
  }

  test('every code ends with 1, 2 or 4', () => {
    for (const exitCode of Object.values(errorExitCodes)) {
      assert.ok([1, 2, 4].includes(exitCode));
    }
  });
});

group('describe', () => {
  test('says what happened and, after a semicolon, how to mend it', () => {
    const error = new FifobenchError('directory', '--dir: /x is no directory', {
      remedy: 'name another',
    });
    assert.equal(describe(error), '--dir: /x is no directory; name another');
  });

  test('says nothing after the message where no remedy is known', () => {
    assert.equal(describe(new FifobenchError('worker', 'a worker died')), 'a worker died');
  });

  test('adds what the causes tell, each once, before the remedy', () => {
    const root = new Error('EACCES');
    const middle = new Error('cannot open', { cause: root });
    const error = new FifobenchError('store', 'run.json', { remedy: 'try --out', cause: middle });
    assert.equal(describe(error), 'run.json: cannot open: EACCES; try --out');
  });

  test('does not repeat a cause that the message already told', () => {
    const cause = new Error('no such file');
    const error = new FifobenchError('store', 'run.json: no such file', { cause });
    assert.equal(describe(error), 'run.json: no such file');
  });

  test('stays one line whatever a cause brings', () => {
    const cause = new Error('first\n   second\nthird');
    assert.equal(describe(new FifobenchError('native', 'x', { cause })), 'x: first second third');
  });

  test('ends although causes run in a circle', () => {
    const left = new Error('left');
    const right = new Error('right', { cause: left });
    left.cause = right;
    assert.equal(describe(new FifobenchError('internal', 'x', { cause: left })), 'x: left: right');
  });

  const strangers: readonly [unknown, string, string][] = [
    [new TypeError('x is not a function'), 'internal error: x is not a function', 'an exception'],
    [new RangeError(''), 'internal error: RangeError', 'one without a message'],
    ['torn', 'internal error: torn', 'a thrown text'],
    [undefined, 'internal error: undefined', 'nothing at all'],
  ];
  for (const [thrown, line, what] of strangers) {
    test(`calls ${what} an internal error`, () => {
      assert.equal(describe(thrown), line);
    });
  }
});

test('keeps what was caught, and has no cause where nothing was', () => {
  const cause = new Error('inner');
  assert.equal(new FifobenchError('internal', 'outer', { cause }).cause, cause);
  assert.equal('cause' in new FifobenchError('internal', 'outer'), false);
});
