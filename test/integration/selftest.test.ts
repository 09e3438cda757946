// The self-test as a user starts it: it finds nothing where all is well, finds each of the faults
// that load generators are known for, and never leaves a server standing still.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import type { FigureVerdict, SelftestStatus } from '../../src/model/selftest.ts';
import { type Breakage, brokenProgram } from '../support/broken-program.ts';
import { areGone, descendantsOf, serversOf, stateOf } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

interface SelftestJson {
  readonly selftest: {
    readonly status: SelftestStatus;
    readonly checks: readonly {
      readonly name: string;
      readonly status: SelftestStatus;
      readonly sentence: string;
      readonly figures: readonly {
        readonly kind: 'duration' | 'count';
        readonly what: string;
        readonly verdict: FigureVerdict;
      }[];
    }[];
  };
}

function workplace(context: TestContext) {
  const directory = scratchDirectory(context);
  const servers = join(directory, 'servers');
  mkdirSync(servers);
  return { directory, servers, place: ['--dir', servers] };
}

test('finds no fault in this program, and leaves nothing', async (context) => {
  const { directory, servers, place } = workplace(context);
  const argv = ['selftest', '--quick', '--format', 'json', ...place];
  const end = await runTool(context, directory, argv);
  const { status, checks } = (JSON.parse(end.stdout) as SelftestJson).selftest;
  assert.deepEqual(
    checks.map(({ name }) => name),
    ['delay', 'stall', 'refusal', 'split', 'plan'],
  );
  // How late neighbours make a duration, nobody knows, and not each of them is seen. What they
  // cannot change holds whatever they do.
  for (const { name, sentence, figures } of checks) {
    const impossible = figures.filter(({ verdict }) => verdict === 'impossible');
    assert.deepEqual(impossible, [], `${name}: ${sentence}`);
  }
  for (const name of ['refusal', 'split']) {
    assert.equal(checks.find((check) => check.name === name)?.status, 'ok', name);
  }
  assert.equal(end.exitCode, { ok: 0, disturbed: 4, failed: 6 }[status]);
  assert.equal(end.stderr, '');
  assert.deepEqual(readdirSync(servers), []);
  assert.deepEqual(readdirSync(directory), ['servers']);
});

/** Faults of load generators; which check finds each, by which of its figures. */
const faults: readonly [fault: string, Breakage[], check: string, figure: string][] = [
  [
    'takes the actual start for the intended one',
    [
      {
        ...{ file: 'runner/block-of-records.js', right: "response: added('response')" },
        wrong: "response: added('service')",
      },
    ],
    ...(['stall', 'response p50'] as const),
  ],
  [
    'drops the remainder when it splits the clients',
    [{ file: 'runner/split.js', right: 'part < largerCount ? 1 : 0', wrong: '0' }],
    ...(['split', '101 clients on 3 threads'] as const),
  ],
  [
    'drops the remainder when it splits the plan',
    [
      {
        ...{ file: 'runner/load-pool.js', right: 'index % threadCount === threadIndex)' },
        wrong:
          'index % threadCount === threadIndex)' +
          '.slice(0, Math.floor(open.arrivalsNs.length / threadCount))',
      },
    ],
    ...(['plan', 'arrivals that started'] as const),
  ],
  [
    'leaves failures out',
    [
      {
        ...{ file: 'runner/block-of-records.js', right: 'failed: sum(({ failed }) => failed)' },
        wrong: 'failed: 0',
      },
    ],
    ...(['refusal', 'handshakes failed'] as const),
  ],
  [
    'sends the arrivals of a plan in one burst',
    [
      {
        ...{ file: 'runner/load-pool.js', right: 'index % threadCount === threadIndex)' },
        wrong: 'index % threadCount === threadIndex).fill(0)',
      },
    ],
    ...(['plan', 'from first to last'] as const),
  ],
];

group('finds a program that', () => {
  for (const [fault, breakages, check, figure] of faults) {
    test(fault, async (context) => {
      const { directory, place } = workplace(context);
      const argv = ['selftest', check, '--quick', '--format', 'json', ...place];
      const program = brokenProgram(context, breakages);
      const end = await new Tool(context, directory, argv, program).ends();
      const [found] = (JSON.parse(end.stdout) as SelftestJson).selftest.checks;
      const { kind, verdict } = found?.figures.find(({ what }) => what === figure) ?? {};
      const isCertain = verdict === 'impossible';
      // Other work can make everything so late that a duration is wrong, but not impossible.
      assert.ok(isCertain || (kind === 'duration' && verdict === 'off'), `${verdict}`);
      const status = !isCertain && end.exitCode === 4 ? 'disturbed' : 'failed';
      assert.equal(found?.status, status);
      assert.equal(end.exitCode, status === 'failed' ? 6 : 4, end.stderr);
    });
  }
});

test('Ctrl-C while a server stands still ends all and leaves nothing', async (context) => {
  const { directory, servers, place } = workplace(context);
  const tool = new Tool(context, directory, ['selftest', 'stall', ...place]);
  const isStopped = (pid: number) => stateOf(pid) === 'T';
  await until('a server stands still', () => serversOf(tool.pid).some(isStopped));
  const descendants = descendantsOf(tool.pid);
  tool.signal('SIGINT');
  const end = await tool.ends();
  assert.equal(end.exitCode, 105, end.stderr);
  assert.match(end.stdout, /Interrupted before any check was made\./);
  await areGone(descendants);
  assert.deepEqual(readdirSync(servers), []);
});

test('a stalled server dies with a program that is killed', async (context) => {
  const { directory, servers, place } = workplace(context);
  const tool = new Tool(context, directory, ['selftest', 'stall', ...place]);
  const isStopped = (pid: number) => stateOf(pid) === 'T';
  await until('a server stands still', () => serversOf(tool.pid).some(isStopped));
  const descendants = descendantsOf(tool.pid);
  tool.signal('SIGKILL');
  await tool.ends();
  await areGone(descendants);
  assert.deepEqual(readdirSync(servers), []);
});
