// The report of a self-test against golden files: all well, and one with a fault and a disturbance.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SelftestCheck, SelftestResult } from '../../src/model/selftest.ts';
import { renderSelftest, renderSelftestJson } from '../../src/report/selftest.ts';
import { assertGolden } from '../support/golden.ts';

const delay: SelftestCheck = {
  ...{ name: 'delay', status: 'ok', attemptCount: 1, disturbedBy: [] },
  figures: [
    {
      ...{ kind: 'duration', what: 'service p50, longer by', expectedNs: 1e6 },
      ...{ measuredNs: 1_008_400, allowedRatio: 0.02, leastNs: 0 },
    },
  ],
  detail: { kind: 'delay', promptP50Ns: 48_300, delayedP50Ns: 1_056_700 },
};

const stall: SelftestCheck = {
  ...{ name: 'stall', status: 'ok', attemptCount: 2, disturbedBy: [] },
  figures: [
    {
      ...{ kind: 'duration', what: 'response p50', expectedNs: 184_600_000 },
      ...{ measuredNs: 186_200_000, allowedRatio: 0.03, leastNs: 140_000_000 },
    },
    {
      ...{ kind: 'count', what: 'services that show it', isOfDurations: true },
      ...{ expectedCount: 2, measuredCount: 2 },
    },
  ],
  detail: {
    ...{ kind: 'stall', stallsNs: [500_100_000, 500_300_000], paceNs: 96_400 },
    ...{ plannedCount: 1_400, waitingCount: 1_106 },
    ...{ serviceP99Ns: 142_000, responseP99Ns: 494_500_000 },
  },
};

const refusal: SelftestCheck = {
  ...{ name: 'refusal', status: 'failed', attemptCount: 1, disturbedBy: ['steal'], detail: null },
  figures: [
    {
      ...{ kind: 'count', what: 'handshakes failed' },
      ...{ expectedCount: 714, measuredCount: 0 },
    },
    {
      ...{ kind: 'count', what: 'handshakes established' },
      ...{ expectedCount: 4_286, measuredCount: 4_286 },
    },
  ],
};

const ailingStall: SelftestCheck = {
  ...stall,
  ...{ status: 'disturbed', attemptCount: 4, disturbedBy: ['other work', 'steal'] },
  figures: [
    {
      ...{ kind: 'duration', what: 'response p50', expectedNs: 184_600_000 },
      ...{ measuredNs: 212_000_000, allowedRatio: 0.03, leastNs: 140_000_000 },
    },
    {
      ...{ kind: 'duration', what: 'response p99', expectedNs: 184_600_000 },
      ...{ measuredNs: null, allowedRatio: 0.03, leastNs: 140_000_000 },
    },
  ],
};

const well: SelftestResult = { checks: [delay, stall], isInterrupted: false };
const ailing: SelftestResult = { checks: [ailingStall, refusal], isInterrupted: false };

const reports: readonly [fileName: string, result: SelftestResult, colour: boolean][] = [
  ['selftest-80.txt', well, false],
  ['selftest-faulty-80.txt', ailing, false],
  ['selftest-faulty-80-colour.txt', ailing, true],
  ['selftest-disturbed-80.txt', { ...ailing, checks: [delay, ailingStall] }, false],
  ['selftest-interrupted-80.txt', { checks: [delay], isInterrupted: true }, false],
  ['selftest-none-80.txt', { checks: [], isInterrupted: true }, false],
];

for (const [fileName, result, colour] of reports) {
  test(`the report looks as in ${fileName} and fits 80 columns`, () => {
    const text = renderSelftest(result, { columns: 80, colour });
    assert.ok(colour || text.split('\n').every((line) => [...line].length <= 80));
    assertGolden(fileName, text);
  });
}

test('the result for scripts looks as in selftest.json', () => {
  assertGolden('selftest.json', renderSelftestJson(ailing));
});
