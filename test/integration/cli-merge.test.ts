// `fifobench merge` over runs that were really measured.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { caseTotals } from '../../src/model/case-totals.ts';
import type { Run } from '../../src/model/run.ts';
import { loadRun } from '../../src/store/run-file.ts';
import { assertMeasured } from '../support/measured-end.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool } from '../support/tool.ts';

test('two measured runs become one with all of both; other plans are refused', async (context) => {
  const directory = scratchDirectory(context);
  const servers = join(directory, 'servers');
  mkdirSync(servers);
  const measure = async (file: string, payload: string): Promise<Run> => {
    const load = ['--server', 'basic', '--handshakes', '300', '--warmup', '0'];
    const place = ['--payload', payload, '--timeout', '30s', '--dir', servers, '--out', file];
    const end = await runTool(context, directory, ['run', ...load, ...place]);
    const run = await loadRun(join(directory, file));
    assertMeasured(end, run.validity);
    return run;
  };
  const parts = [await measure('one.json', '64B'), await measure('two.json', '64B')];
  await measure('other.json', '4KiB');

  const end = await runTool(context, directory, [
    ...['merge', 'one.json', 'two.json', '--out', 'both.json'],
  ]);
  assert.deepEqual([end.exitCode, end.stderr], [0, 'saved both.json\n']);
  assert.match(end.stdout, /Merged of 2 runs one after the other/);
  const [whole, ...halves] = [await loadRun(join(directory, 'both.json')), ...parts].map(
    ({ cases: [only] }) => {
      assert.ok(only !== undefined);
      return caseTotals(only);
    },
  );
  const [one, two] = halves;
  assert.ok(whole !== undefined && one !== undefined && two !== undefined);
  assert.equal(whole.handshakes.established, 600);
  one.latencies.response.add(two.latencies.response);
  assert.equal(whole.latencies.response.encode(), one.latencies.response.encode());
  one.latencies.phases.ack.add(two.latencies.phases.ack);
  assert.equal(whole.latencies.phases.ack.encode(), one.latencies.phases.ack.encode());

  const refused = await runTool(context, directory, [
    ...['merge', 'one.json', 'other.json', '--out', 'none.json'],
  ]);
  assert.equal(refused.exitCode, 2);
  assert.match(refused.stderr, /one\.json and other\.json differ in .*load\.payloadBytes/);
  assert.ok(!existsSync(join(directory, 'none.json')));
});
