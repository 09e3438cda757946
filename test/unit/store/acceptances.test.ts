// Accepted changes in their file: added line by line, read in order, refused where a line is none.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import type { Acceptance } from '../../../src/model/history.ts';
import {
  acceptancesFileName,
  addAcceptance,
  readAcceptances,
} from '../../../src/store/acceptances.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

const acceptance: Acceptance = {
  ...{ series: '0123456789ab', title: 'basic: handshake p50', commit: null },
  ...{ startedAt: '2025-01-02T03:04:05.000Z', direction: 'regressed', reason: 'a "new"\nkernel' },
};

test('a folder without the file has accepted nothing', (context) => {
  assert.deepEqual(readAcceptances(scratchDirectory(context)), []);
});

test('what was added comes back in its order, a line each', (context) => {
  const directory = scratchDirectory(context);
  const second: Acceptance = { ...acceptance, direction: 'improved', commit: 'abc' };
  addAcceptance(directory, acceptance);
  const path = addAcceptance(directory, second);
  assert.deepEqual(readAcceptances(directory), [acceptance, second]);
  assert.equal(readFileSync(path, 'utf8').split('\n').length, 3);
});

test('two files merged by keeping the lines of both are one, empty lines and all', (context) => {
  const directory = scratchDirectory(context);
  const line = JSON.stringify(acceptance);
  writeFileSync(join(directory, acceptancesFileName), `${line}\n\n${line}\n`);
  assert.equal(readAcceptances(directory).length, 2);
});

test('a line that is none is named', (context) => {
  const directory = scratchDirectory(context);
  const good = JSON.stringify(acceptance);
  for (const bad of ['<<<<<<< HEAD', '{}', JSON.stringify({ ...acceptance, direction: 'up' })]) {
    writeFileSync(join(directory, acceptancesFileName), `${good}\n${bad}\n`);
    assert.throws(
      () => readAcceptances(directory),
      (error) => {
        assert.ok(error instanceof FifobenchError && error.code === 'results-format');
        assert.match(error.message, /annotations\.jsonl:2 is no accepted change$/);
        return true;
      },
    );
  }
});

test('what can be neither read nor written is an error, not an empty list', (context) => {
  const directory = scratchDirectory(context);
  mkdirSync(join(directory, acceptancesFileName));
  for (const attempt of [
    () => readAcceptances(directory),
    () => addAcceptance(directory, acceptance),
  ]) {
    assert.throws(attempt, (error) => error instanceof FifobenchError && error.code === 'store');
  }
});
