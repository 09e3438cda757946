// fifobench as others import it: little has to be said, and the results are the very objects that
// the command line saves.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  checkServer,
  compareServers,
  FifobenchError,
  type ProgressEvent,
  runLoad,
  type Scenario,
  scenarios,
  singleLook,
} from '../../src/index.ts';
import { storedRunSchema } from '../../src/store/run-schema.ts';
import { assertNothingLeft } from '../support/processes.ts';
import { projectDirectory } from '../support/project-directory.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

/** A directory for servers, of which nothing may be left. */
function place(context: TestContext) {
  const parentDirectory = scratchDirectory(context);
  return { parentDirectory, assertClean: () => assertNothingLeft(parentDirectory) };
}

test('runLoad gives the stored run, of the load that was asked for', async (context) => {
  const { parentDirectory, assertClean } = place(context);
  const run = await runLoad({
    ...{ server: 'forking', parentDirectory, warmupNs: 0 },
    load: { clientCount: 3, operationCount: 2 },
    extent: { kind: 'handshakes', handshakeCount: 1_000 },
  });
  assert.deepEqual(storedRunSchema.parse(run), run);
  const [only] = run.cases;
  assert.equal(only?.name, 'forking, 3 clients, unpinned');
  assert.equal(only?.handshakes.established, 1_000);
  assert.equal(only?.operations.count, 2_000);
  assert.equal(only?.responseNs.count, 1_000);
  assert.ok((only?.responseNs.p99 ?? 0) > 0);
  await assertClean();
});

test('runLoad ends with its signal, tells how far it is, keeps what it has', async (context) => {
  const { parentDirectory, assertClean } = place(context);
  const controller = new AbortController();
  const told: ProgressEvent[] = [];
  const run = await runLoad({
    ...{ server: 'basic', parentDirectory, warmupNs: 0, signal: controller.signal },
    extent: { kind: 'duration', durationNs: 600_000_000_000 },
    onProgress: (event) => {
      told.push(event);
      if (event.phase === 'measuring' && event.establishedCount > 0) {
        controller.abort();
      }
    },
  });
  assert.equal(run.status, 'interrupted');
  assert.ok((run.cases[0]?.handshakes.established ?? 0) > 0);
  assert.equal(told.at(-1)?.phase, 'measuring');
  await assertClean();
});

test('runLoad lasts as long as the plan of open load', async (context) => {
  const { parentDirectory } = place(context);
  const stages = [{ startNs: 0, endNs: 200_000_000, startPerSecond: 500, endPerSecond: 500 }];
  const run = await runLoad({
    ...{ server: 'basic', parentDirectory, warmupNs: 0 },
    load: { open: { stages, spacing: 'constant', onOverload: 'queue' }, timeoutNs: 10_000_000_000 },
  });
  assert.equal(run.cases[0]?.handshakes.attempts, 100);
  assert.equal(run.cases[0]?.clientCount, 1_000);
});

test('compareServers gives verdicts over the cases of a scenario', async (context) => {
  const { parentDirectory, assertClean } = place(context);
  const [base] = scenarios;
  const [scenarioCase] = base?.cases ?? [];
  assert.ok(base !== undefined && scenarioCase !== undefined);
  const design = { ...base.design, looks: singleLook(6), blockNs: 20_000_000 };
  const scenario: Scenario = { ...base, name: 'mine', cases: [scenarioCase], design };
  const run = await compareServers({ servers: ['basic', 'forking'], scenario, parentDirectory });
  assert.deepEqual(storedRunSchema.parse(run), run);
  assert.deepEqual([run.kind, run.scenario, run.status], ['compare', 'mine', 'complete']);
  const verdict = run.verdicts.find(({ metric }) => metric === 'service_p50');
  assert.deepEqual([verdict?.baseline, verdict?.candidate], ['basic', 'forking']);
  assert.equal(verdict?.pairs, 6);
  await assertClean();
});

test('checkServer gives what its probes found', async (context) => {
  const { parentDirectory, assertClean } = place(context);
  const run = await checkServer({ server: 'basic', probes: ['session-twice'], parentDirectory });
  assert.deepEqual(storedRunSchema.parse(run), run);
  const [checked] = run.checks ?? [];
  assert.deepEqual(
    checked?.probes.map(({ probe, passed }) => [probe, passed]),
    [['session-twice', true]],
  );
  await assertClean();
});

test('mistakes are errors with a code and a remedy', async () => {
  const attached = { kind: 'attached', name: 'x', model: 'basic', directory: '/' } as const;
  const rows: [() => Promise<unknown>, string, RegExp][] = [
    [() => runLoad({ server: 'bsic' }), 'unknown-pattern', /basic, forking/],
    [() => compareServers({ servers: ['basic'] }), 'usage', /\['basic', 'forking'\]/],
    [() => compareServers({ servers: ['basic', 'basic'] }), 'usage', /give a list/],
    [() => checkServer({ server: attached as never }), 'usage', /command that starts it/],
    [() => checkServer({ server: 'basic', probes: ['x'] }), 'usage', /session-twice/],
  ];
  for (const [act, code, remedy] of rows) {
    await assert.rejects(act, (error) => {
      assert.ok(error instanceof FifobenchError);
      assert.match(error.remedy ?? '', remedy);
      return error.code === code;
    });
  }
});

test('what the document shows is what there is', async () => {
  const text = readFileSync(join(projectDirectory(), 'docs', 'library.md'), 'utf8');
  const library: Record<string, unknown> = await import('../../src/index.ts');
  const imported = [...text.matchAll(/^import \{ ([^}]+) \} from 'fifobench';$/gm)];
  const names = imported.flatMap(([, list = '']) => list.split(', '));
  assert.ok(names.length >= 3);
  for (const name of names.filter((each) => !each.startsWith('type '))) {
    assert.notEqual(library[name], undefined, name);
  }
});
