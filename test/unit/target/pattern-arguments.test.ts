// What the executable of a built-in server is told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseServiceLaw } from '../../../src/model/service-time.ts';
import { patternArguments } from '../../../src/target/pattern-arguments.ts';

test('a server without a burden is told its pattern alone', () => {
  assert.deepEqual(patternArguments({ pattern: 'basic' }, { seed: 7 }), ['basic']);
});

test('a burden is told in full, with the seed of its draws', () => {
  const service = { law: parseServiceLaw('bimodal:10us,5ms,1%'), kind: 'sleep' } as const;
  const burden = { service, ballastBytes: 4_096 };
  assert.deepEqual(patternArguments({ pattern: 'forking', burden }, { seed: 7 }), [
    'forking',
    ...['--service', 'bimodal:10us,5ms,0.01', '--service-kind', 'sleep', '--service-seed', '7'],
    ...['--ballast', '4096'],
  ]);
});
