// How the options of service time and ballast change a case, and which of them contradict.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { applyBurdenFlags } from '../../../src/cli/burden-options.ts';
import { FifobenchError } from '../../../src/errors.ts';
import type { Burden } from '../../../src/model/burden.ts';
import { defaultCase, type ScenarioCase } from '../../../src/model/scenario.ts';
import { parseServiceLaw } from '../../../src/model/service-time.ts';

const law = parseServiceLaw('100us');
const laden: ScenarioCase = {
  ...defaultCase,
  burden: { service: { law, kind: 'sleep' }, ballastBytes: 4_096 },
};

type Flags = Parameters<typeof applyBurdenFlags>[1];

group('the options', () => {
  const changes: readonly [ScenarioCase, Flags, Burden | undefined, string][] = [
    [defaultCase, {}, undefined, 'leave a case without a burden alone'],
    [laden, {}, laden.burden, 'leave a burden alone'],
    [
      defaultCase,
      { service: '100us' },
      { service: { law, kind: 'cpu' }, ballastBytes: 0 },
      'compute unless told otherwise',
    ],
    [
      laden,
      { serviceKind: 'cpu', ballast: '1MiB' },
      { service: { law, kind: 'cpu' }, ballastBytes: 1_048_576 },
      'change one part of a burden and keep the other',
    ],
    [laden, { service: '0' }, { ballastBytes: 4_096 }, 'take a service time away'],
    [laden, { service: '0', ballast: '0' }, undefined, 'take everything away'],
  ];
  for (const [base, flags, burden, what] of changes) {
    test(what, () => {
      const { burden: _, ...plain } = base;
      const expected = burden === undefined ? plain : { ...plain, burden };
      assert.deepEqual(applyBurdenFlags(base, flags), expected);
    });
  }

  test('give a case without operations one that can take time', () => {
    const idle = { ...defaultCase, operationCount: 0 };
    assert.equal(applyBurdenFlags(idle, { service: '1us' }).operationCount, 1);
    assert.equal(applyBurdenFlags(idle, { service: '0' }).operationCount, 0);
    assert.equal(applyBurdenFlags(idle, { ballast: '1MiB' }).operationCount, 0);
  });
});

group('is refused', () => {
  const refusals: readonly [ScenarioCase, Flags, RegExp][] = [
    [defaultCase, { service: 'soon' }, /--service: 'soon'/],
    [defaultCase, { service: '1us', serviceKind: 'gpu' }, /--service-kind: 'gpu'/],
    [defaultCase, { serviceKind: 'sleep' }, /--service-kind: there is no service time/],
    [defaultCase, { ballast: '1k' }, /--ballast: '1k'/],
    [defaultCase, { ballast: '65GiB' }, /--ballast: more than 64 GiB/],
    [
      { ...defaultCase, operationCount: 0 },
      { service: '1us', operations: '0' },
      /--service: without operations/,
    ],
  ];
  for (const [base, flags, message] of refusals) {
    test(JSON.stringify(flags), () => {
      assert.throws(
        () => applyBurdenFlags(base, flags),
        (error) => error instanceof FifobenchError && message.test(error.message),
      );
    });
  }
});
