// The probes on the example servers and on the built-in ones: the outcome of each is known, and
// whatever a server did, nothing of it is left.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, type TestContext, test } from 'node:test';
import { checkServer } from '../../src/check/check-servers.ts';
import type { ProbedSpec } from '../../src/check/probed-server.ts';
import { probes } from '../../src/check/probes.ts';
import type { CheckedServer } from '../../src/model/check-result.ts';
import { serverPatterns } from '../../src/model/server-spec.ts';
import { exampleProfile } from '../support/example-profiles.ts';
import { exampleServer } from '../support/example-servers.ts';
import { patternSpec } from '../support/live-server.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const timeoutMs = 700;

/** Outcomes that are not `ok`, by probe; several where it is a race that decides. */
type Outcomes = Readonly<Record<string, string | readonly string[]>>;

const leavesPipe: Outcomes = { 'stop-idle': 'leaks', 'stop-in-session': 'leaks' };
const believesNames: Outcomes = { 'name-no-fifo': 'corrupted', 'name-outside': 'leaks' };
const asTextbook: Outcomes = {
  ...leavesPipe,
  ...{ 'name-no-fifo': 'corrupted', 'dead-fifo-left': 'hung' },
  ...{ 'dead-after-ack': 'skipped', 'dead-in-operation': 'skipped' },
  ...{ 'name-outside': 'skipped', 'slow-reader': 'skipped' },
};
const asTextUpper: Outcomes = {
  ...believesNames,
  ...{ 'same-pipe': 'corrupted', 'dead-fifo-left': 'hung', 'stop-idle': 'leaks' },
  'dead-in-operation': 'server exits',
};
const asFirstSessionFails: Outcomes = Object.fromEntries(
  probes.map(({ name }) => [name, 'skipped']),
);

const expected: Readonly<Record<string, Outcomes>> = {
  model: { 'same-pipe': 'refused' },
  text_upper: asTextUpper,
  successor_fork: {
    ...{ ...believesNames, ...leavesPipe },
    ...{ 'same-pipe': 'corrupted', 'dead-fifo-left': 'leaks' },
    ...{ 'stale-pipe': 'server exits', 'twenty-sessions': 'leaks' },
  },
  binary_number: {
    ...{ ...leavesPipe, 'name-no-fifo': 'corrupted', 'name-outside': 'skipped' },
    ...{ 'same-pipe': 'corrupted', 'dead-fifo-left': 'leaks', 'twenty-sessions': 'leaks' },
  },
  name_echo: {
    ...asTextUpper,
    ...{ 'dead-after-open': 'server exits', 'dead-after-name': 'server exits' },
    ...{ 'garbage-short': 'server exits', 'garbage-long': 'server exits' },
    'stale-pipe': 'server exits',
  },
  late_unlink: {
    ...{ ...believesNames, ...leavesPipe },
    ...{ 'same-pipe': 'corrupted', 'dead-fifo-left': 'hung' },
    ...{ 'stale-pipe': 'server exits', 'twenty-sessions': 'leaks' },
  },
  magic_length: {
    ...asTextUpper,
    ...{ 'dead-after-open': 'server exits', 'dead-after-name': 'server exits' },
    ...{ 'garbage-short': 'server exits', 'garbage-long': 'server exits' },
    'same-pipe': 'server exits',
  },
  sequence_numbers: asTextbook,
  send_file: { ...asTextbook, 'garbage-short': 'lost', 'garbage-long': 'lost' },
  // It hears the second client if that comes after it has read the first line and closed.
  greeting: { ...asTextbook, 'same-pipe': ['lost', 'ok'] },
  two_pipes: {
    ...{ ...leavesPipe, 'name-no-fifo': 'corrupted', 'name-outside': 'skipped' },
    ...{ 'dead-fifo-left': 'leaks', 'dead-after-ack': 'skipped', 'twenty-sessions': 'leaks' },
    ...{ 'garbage-short': 'server exits', 'garbage-long': 'server exits' },
    // The subserver waits for ever if the client dies before its second pipe has been opened.
    'dead-in-operation': ['ok', 'leaks'],
  },
  hostile_leaks: { ...asTextUpper, 'twenty-sessions': 'leaks' },
  hostile_stubborn: { ...asTextUpper, 'stop-idle': 'hung', 'stop-in-session': 'hung' },
  hostile_chatter: asTextUpper,
  hostile_remover: { ...asFirstSessionFails, 'session-twice': 'lost' },
  hostile_fork_bomb: { ...asFirstSessionFails, 'session-twice': 'server exits' },
};

async function check(
  context: TestContext,
  { server, pipe }: { server: (pipe: string) => ProbedSpec; pipe: string | null },
): Promise<CheckedServer> {
  const parentDirectory = scratchDirectory(context);
  const pipeDirectory = scratchDirectory(context);
  const run = await checkServer({
    ...{ server: server(pipe ?? join(pipeDirectory, 'pipe')), probes: [], timeoutMs },
    ...{ parentDirectory, signal: context.signal, onProgress: () => undefined },
  });
  assert.deepEqual(
    [parentDirectory, pipeDirectory].flatMap((path) => readdirSync(path)),
    [],
  );
  const [checked] = run.checks ?? [];
  assert.ok(checked);
  return checked;
}

function exampleSpec(name: string): (pipe: string) => ProbedSpec {
  return (pipe) => ({
    ...{ kind: 'command', name, model: 'basic', argv: exampleServer(name).argv(pipe) },
    profile: exampleProfile(name, pipe),
  });
}

function assertOutcomes({ probes: results }: CheckedServer, outcomes: Outcomes): void {
  const found = new Map(results.map(({ probe, outcome }) => [probe as string, outcome as string]));
  const possible = (name: string) => [outcomes[name] ?? 'ok'].flat();
  const right = probes.map(({ name }) => {
    const outcome = found.get(name) ?? '';
    return [name, possible(name).includes(outcome) ? outcome : possible(name)[0]];
  });
  assert.deepEqual(
    Object.fromEntries(found),
    Object.fromEntries(right),
    results.map(({ probe, observation }) => `${probe}: ${observation}`).join('\n'),
  );
  for (const { passed, explanation, advice, outcome } of results) {
    assert.equal(passed, ['ok', 'refused', 'skipped'].includes(outcome));
    assert.equal(explanation === null, passed);
    assert.equal(advice === null, passed);
  }
}

group('the probes', { concurrency: 4 }, () => {
  for (const { name } of serverPatterns) {
    test(`are all passed by ${name}`, async (context) => {
      const spec = patternSpec(name);
      assert.ok(spec.kind === 'pattern');
      const checked = await check(context, { server: () => spec, pipe: 'wkp' });
      assertOutcomes(checked, { 'same-pipe': 'refused' });
    });
  }

  for (const [name, outcomes] of Object.entries(expected)) {
    test(`find out about ${name}`, async (context) => {
      const { wkp } = exampleServer(name);
      const checked = await check(context, { server: exampleSpec(name), pipe: wkp });
      assertOutcomes(checked, outcomes);
    });
  }

  test('are not asked where no pipe ever comes, and the reason is told', async (context) => {
    const checked = await check(context, { server: exampleSpec('hostile_quitter'), pipe: 'mario' });
    assert.match(checked.startFault ?? '', /^The server did not start: .*settings\.conf\.$/);
    assert.deepEqual(checked.probes, []);
  });
});
