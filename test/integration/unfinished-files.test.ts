// What a save leaves behind that is killed, among real processes: the next save removes it, and
// nothing that a living process writes.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { saveRun } from '../../src/store/run-file.ts';
import { unfinishedPath } from '../../src/store/unfinished-files.ts';
import { sampleRun } from '../support/sample-run.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { inTime } from '../support/until.ts';

const module = new URL('../../src/store/unfinished-files.js', import.meta.url).href;

/** Begins a file as a save does, says its path, and never ends it. */
const program = `
  import { writeFileSync } from 'node:fs';
  import { unfinishedPath } from ${JSON.stringify(module)};
  const path = unfinishedPath(process.argv[1]);
  writeFileSync(path, '{"schemaVersion":');
  process.stdout.write(path);
  setInterval(() => undefined, 1_000);
`;

/** A process in the midst of a save into the directory. */
async function savingProcess(
  context: TestContext,
  directory: string,
): Promise<{ path: string; child: ChildProcess }> {
  const words = ['--input-type=module', '--eval', program, '--', directory];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => child.kill('SIGKILL'));
  const [path] = await inTime('the file is begun', once(child.stdout, 'data'), 60_000);
  return { path: String(path), child };
}

test('a save removes what a killed one left, and nothing of a living one', async (context) => {
  const directory = scratchDirectory(context);
  const file = join(directory, 'run.json');
  const [living, killed] = [
    await savingProcess(context, directory),
    await savingProcess(context, directory),
  ];
  await saveRun(sampleRun(), { file });
  assert.deepEqual(
    [living, killed].map(({ path }) => existsSync(path)),
    [true, true],
  );
  killed.child.kill('SIGKILL');
  await inTime('it has ended', once(killed.child, 'exit'), 60_000);
  await saveRun(sampleRun(), { file });
  assert.deepEqual(readdirSync(directory).sort(), [basename(living.path), 'run.json'].sort());
});

test('a writer that is not known for certain keeps its file for a day', async (context) => {
  const directory = scratchDirectory(context);
  const [, boot, namespace] = /-([0-9a-f]{32})-(\d+)-/.exec(unfinishedPath(directory)) ?? [];
  // No process has an id that long.
  const nameOf = (scope: string) => `.fifobench-${scope}-999999999-${randomUUID()}.part`;
  const named = {
    dead: nameOf(`${boot}-${namespace}`),
    elsewhere: nameOf(`${'0'.repeat(31)}1-${namespace}`),
    unknown: nameOf(`${'0'.repeat(32)}-0`),
    container: nameOf(`${boot}-7`),
    stranger: '.0d1e2f30-0000-4000-8000-000000000000.part',
    download: 'film.part',
  };
  const paths = Object.values(named).map((name) => join(directory, name));
  const savedWith = async (ageMs: number) => {
    for (const path of paths) {
      writeFileSync(path, '');
      utimesSync(path, new Date(), new Date(Date.now() - ageMs));
    }
    await saveRun(sampleRun(), { file: join(directory, 'run.json') });
    return Object.keys(named).filter((_, index) => existsSync(paths[index] ?? ''));
  };
  const { dead: _, ...others } = named;
  assert.deepEqual(await savedWith(23 * 3_600_000), Object.keys(others));
  assert.deepEqual(await savedWith(25 * 3_600_000), ['stranger', 'download']);
});
