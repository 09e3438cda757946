// Runs in files: where they go, that none is ever half there, and what is said when one cannot be.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import { loadRun, saveRun } from '../../../src/store/run-file.ts';
import { formatRun } from '../../../src/store/run-text.ts';
import { sampleRun } from '../../support/sample-run.ts';
import { scratchDirectory } from '../../support/scratch-directory.ts';

const run = sampleRun();

async function assertFails(
  promise: Promise<unknown>,
  { code, message }: { code: string; message: RegExp },
): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof FifobenchError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.remedy, null);
    return true;
  });
}

group('saving', () => {
  test('names the file by start, kind and digest, in a directory it makes', async (context) => {
    const directory = join(scratchDirectory(context), 'results', 'runs');
    const path = await saveRun(run, { directory });
    assert.equal(dirname(path), directory);
    assert.match(path, /\/20250102T030405Z-compare-[0-9a-f]{6}\.json$/);
    assert.equal(formatRun(await loadRun(path)), formatRun(run));
  });

  test('keeps two runs of one second apart', async (context) => {
    const directory = scratchDirectory(context);
    const paths = [
      await saveRun(run, { directory }),
      await saveRun(sampleRun({ seed: 2 }), { directory }),
    ];
    assert.equal(new Set(paths).size, 2);
    assert.equal(readdirSync(directory).length, 2);
  });

  test('at once leaves whole files and nothing else', async (context) => {
    const directory = scratchDirectory(context);
    const file = join(directory, 'run.json');
    const seeds = [1, 2, 3, 4, 5];
    await Promise.all(seeds.map((seed) => saveRun(sampleRun({ seed }), { file })));
    assert.deepEqual(readdirSync(directory), ['run.json']);
    assert.ok(seeds.includes((await loadRun(file)).seed));
  });

  test('replaces what was at the path that was asked for', async (context) => {
    const file = join(scratchDirectory(context), 'run.json');
    writeFileSync(file, 'something else, and longer than a run could ever be'.repeat(9_999));
    assert.equal(await saveRun(run, { file }), file);
    assert.equal(readFileSync(file, 'utf8'), formatRun(run));
  });

  test('follows a link and leaves it one', async (context) => {
    const directory = scratchDirectory(context);
    writeFileSync(join(directory, 'target.json'), '');
    symlinkSync('target.json', join(directory, 'link.json'));
    await saveRun(run, { file: join(directory, 'link.json') });
    assert.equal(readFileSync(join(directory, 'target.json'), 'utf8'), formatRun(run));
  });

  test('takes the longest name that a file can have', async (context) => {
    const file = join(scratchDirectory(context), `${'x'.repeat(250)}.json`);
    assert.equal(await saveRun(run, { file }), file);
  });
});

group('a place that cannot be written', () => {
  test('is named: a file where a directory should be', async (context) => {
    const directory = scratchDirectory(context);
    writeFileSync(join(directory, 'file'), '');
    const saving = saveRun(run, { directory: join(directory, 'file') });
    await assertFails(saving, { code: 'store', message: /\/file\/.* cannot be written \(E/ });
  });

  test('is named: a directory that does not exist, which --out does not make', async (context) => {
    const file = join(scratchDirectory(context), 'missing', 'run.json');
    await assertFails(saveRun(run, { file }), { code: 'store', message: /ENOENT/ });
  });

  test('is refused: a directory', async (context) => {
    const directory = scratchDirectory(context);
    mkdirSync(join(directory, 'run.json'));
    const saving = saveRun(run, { file: join(directory, 'run.json') });
    await assertFails(saving, { code: 'store', message: /is not a regular file/ });
    assert.deepEqual(readdirSync(directory), ['run.json']);
  });

  test('is refused: a pipe, which a rename would destroy', async (context) => {
    const pipe = join(scratchDirectory(context), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const saving = saveRun(run, { file: pipe });
    await assertFails(saving, { code: 'store', message: /is not a regular file/ });
  });
});

group('reading', () => {
  test('names a file that is not there', async (context) => {
    const path = join(scratchDirectory(context), 'missing.json');
    await assertFails(loadRun(path), { code: 'store', message: /missing\.json .* \(ENOENT\)/ });
  });

  test('names the file that holds no run', async (context) => {
    const path = join(scratchDirectory(context), 'other.json');
    writeFileSync(path, '{}');
    await assertFails(loadRun(path), { code: 'results-format', message: /other\.json: / });
  });
});
