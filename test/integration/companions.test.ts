// A deterministic companion: two system calls more a handshake, which a clock on a noisy machine
// may miss, and which their count finds with certainty.

import assert from 'node:assert/strict';
import { describe as group, type TestContext, test } from 'node:test';
import { canCountSystemCalls } from '../../src/engine/system-calls.ts';
import { caseTotals } from '../../src/model/case-totals.ts';
import { singleLook } from '../../src/model/planned-looks.ts';
import { defaultCase, loadOf } from '../../src/model/scenario.ts';
import type { KnownBehaviour, ServerSpec } from '../../src/model/server-spec.ts';
import { compareServers } from '../../src/runner/compare-servers.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

type Pattern = 'basic' | 'forking';

function server(name: string, pattern: Pattern, behaviour: KnownBehaviour): ServerSpec {
  return { kind: 'pattern', name, pattern, model: pattern, behaviour };
}

/** The pattern as it is against itself with one empty read and one empty write more. */
async function compare(context: TestContext, pattern: Pattern) {
  const { verdicts, cases } = await compareServers({
    servers: [server('plain', pattern, {}), server('busier', pattern, { emptyCallCount: 1 })],
    cases: [
      {
        group: '1 client',
        load: loadOf({ ...defaultCase, operationCount: 0, timeoutNs: 30_000_000_000 }),
        placement: { name: 'custom', serverCpus: [0], clientCpus: [0] },
      },
    ],
    design: {
      ...{ kind: 'duet', looks: singleLook(10), pairCount: 10, samePairCount: 2 },
      ...{ sliceHandshakeCount: 20, blockNs: 100_000_000, deltaRatio: 0.02 },
    },
    ...{ warmupHandshakeCount: 20, scenario: 'companions', notes: [], seed: 1 },
    parentDirectory: scratchDirectory(context),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const verdictOn = (metric: string) => verdicts.find((each) => each.metric === metric);
  const callsOf = (index: number) =>
    cases[index]?.blocks.map(({ serverUse }) => {
      const { ioCallCount, handshakeCount } = serverUse ?? { handshakeCount: 0 };
      return (ioCallCount ?? Number.NaN) / handshakeCount;
    }) ?? [];
  const allCalls = cases.map((each) => caseTotals(each).serverPerHandshake.systemCallCount);
  return { verdictOn, plain: callsOf(0), busier: callsOf(1), allCalls };
}

for (const pattern of ['basic', 'forking'] as const) {
  group(`one read and one write more in ${pattern}`, () => {
    test('are counted in every block, and are a certain difference', async (context) => {
      const { verdictOn, plain, busier } = await compare(context, pattern);
      const calls = plain[0] ?? Number.NaN;
      assert.ok(
        plain.every((each) => Math.abs(each - calls) < 0.1),
        plain.join(),
      );
      assert.ok(
        busier.every((each) => Math.abs(each - calls - 2) < 0.1),
        busier.join(),
      );
      const verdict = verdictOn('server_io_calls_per_handshake');
      assert.equal(verdict?.verdict, 'regressed');
      assert.ok(Math.abs((verdict?.ratio ?? 0) - (calls + 2) / calls) < 0.02);
    });

    test('are two system calls more, counted apart', async (context) => {
      if (!canCountSystemCalls()) {
        context.skip('the kernel does not let this user count system calls');
        return;
      }
      const { allCalls } = await compare(context, pattern);
      const [plain, busier] = allCalls.map((each) => each ?? Number.NaN) as [number, number];
      // How often the end of one child is told together with that of another is up to the
      // scheduler: it is up to four calls of a forking server.
      const slack = pattern === 'basic' ? 0.2 : 2;
      assert.ok(Math.abs(busier - plain - 2) < slack, `${plain} and ${busier}`);
      assert.ok(Math.abs(plain - { basic: 11, forking: 21 }[pattern]) < slack, `${plain}`);
    });
  });
}
