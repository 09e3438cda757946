// `fifobench baseline` and `fifobench gate` on real servers: each situation with its exit code, and
// what the stored result says of it. Where times decide, noise may: so the exit code is held
// against the stored verdicts, and what must be found is a count of calls.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe as group, type TestContext, test } from 'node:test';
import type { Run } from '../../src/model/run.ts';
import type { MetricName } from '../../src/model/verdict.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { executablePath } from '../../src/target/executables.ts';
import { killServerUnderLoad } from '../support/killed-server.ts';
import { isValidHere } from '../support/measured-end.ts';
import { assertNothingLeft } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';

/** One directory with one baseline for all tests, since measuring it takes longest. */
let directory = '';
const servers = () => join(directory, 'servers');
const baselineFile = (name = 'main') => join(directory, 'results', 'baselines', `${name}.json`);
const attemptCount = 4;
const oneCase = ['--clients', '1', '--operations', '0', '--cpus', 'server=0,clients=0'];

const cleanUps: (() => Promise<void>)[] = [];
const file = { after: (cleanUp: () => Promise<void>) => void cleanUps.unshift(cleanUp) };

before(async () => {
  directory = scratchDirectory(file);
  mkdirSync(servers());
  const end = await saveBaseline('main', ['basic']);
  assert.match(end.stderr, /saved results\/baselines\/main\.json/);
});

/** Measures a valid baseline; one that the machine spoilt is measured again. */
async function saveBaseline(name: string, server: readonly string[]) {
  const design = ['--pairs', '10', '--block', '40ms', ...oneCase, '--dir', servers()];
  for (let attempt = 1; ; attempt += 1) {
    const argv = ['baseline', 'save', name, ...server, ...design];
    const end = await runTool(file, directory, argv);
    if (end.exitCode === 0 || attempt === attemptCount) {
      assert.equal(end.exitCode, 0, end.stderr);
      return end;
    }
  }
}

after(async () => {
  for (const cleanUp of cleanUps) {
    await cleanUp();
  }
});

/** Runs gate with short pairs; `saved` is the run that it stored. */
async function gate(context: TestContext, argv: readonly string[]) {
  const out = join(directory, 'gate.json');
  const all = ['gate', ...argv, '--block', '80ms', '--dir', servers(), '--out', out];
  const end = await runTool(context, directory, all);
  const saved = () => parseRun(readFileSync(out, 'utf8'), out);
  return { ...end, saved };
}

const defaultFailOn = ['invalid', 'regressed', 'missing'];

/** Asserts that a stored result earned its exit code, and that none but the machine spoilt it. */
function assertEarned(
  { exitCode, stdout, stderr, saved }: Awaited<ReturnType<typeof gate>>,
  failOn: readonly string[] = defaultFailOn,
): void {
  const { validity, verdicts, gate: record } = saved();
  const isValid = isValidHere(validity);
  const has = (word: string) => isValid && verdicts.some(({ verdict }) => verdict === word);
  const outcomes: [word: string, isSo: boolean, code: number][] = [
    ['invalid', !isValid, 4],
    ['missing', (record?.missing.length ?? 0) > 0, 5],
    ['regressed', has('regressed'), 5],
    ['inconclusive', has('inconclusive'), 3],
  ];
  const [, , earned = 0] = outcomes.find(([word, isSo]) => isSo && failOn.includes(word)) ?? [];
  assert.equal(exitCode, earned, stdout + stderr);
}

/** What was found of a metric. */
function verdictOn({ verdicts }: Run, wanted: MetricName) {
  return verdicts.find(({ metric }) => metric === wanted);
}

/** `basic` with one empty read and one empty write more a handshake, as a command. */
const busier = () => [
  `${executablePath('fifobench-server')} basic --dir {dir} --empty-calls 1`,
  ...['--profile', 'seed'],
];

/** A baseline that differs from `main` in its text. */
function changedBaseline(name: string, change: (text: string) => string): void {
  const text = readFileSync(baselineFile(), 'utf8');
  const changed = change(text);
  assert.notEqual(changed, text);
  writeFileSync(baselineFile(name), changed);
}

const otherContent = (text: string) =>
  text.replace(/"sha256": "\w{64}"/, `"sha256": "${'0'.repeat(64)}"`);
const otherKernel = (text: string) =>
  text
    .replace(/"kernel": "[^"]*"/, '"kernel": "2.6.32"')
    .replace(/"fingerprint": "\w+"/, '"fingerprint": "0"');

group('a baseline', () => {
  test('is a stored run with one block a line, and keeps a copy of its program', () => {
    const text = readFileSync(baselineFile(), 'utf8');
    const run = parseRun(text, 'main.json');
    assert.deepEqual([run.kind, run.validity.valid, run.cases.length], ['run', true, 1]);
    const blocks = text.split('\n').filter((line) => line.startsWith('    {"pair":'));
    assert.equal(blocks.length, run.cases[0]?.blocks.length);
    const [program] = run.programs ?? [];
    assert.equal(program?.name, 'fifobench-server');
    const copy = join(directory, 'results', 'programs', program?.sha256 ?? '');
    assert.deepEqual(readFileSync(copy), readFileSync(executablePath('fifobench-server')));
  });

  test('is listed and shown', async (context) => {
    const list = await runTool(context, directory, ['baseline', 'list']);
    assert.match(list.stdout, /main +basic +1 +10 .*this one/);
    const show = await runTool(context, directory, ['baseline', 'show', 'main']);
    assert.equal(show.exitCode, 0);
    assert.match(show.stdout, /gate would measure it again here: fifobench-server \w{12}/);
  });

  test('is refused under a name that leads elsewhere, and without a server', async (context) => {
    for (const words of [['../main', 'basic'], ['other']]) {
      const end = await runTool(context, directory, ['baseline', 'save', ...words]);
      assert.equal(end.exitCode, 2, end.stderr);
    }
    assert.equal(existsSync(join(directory, 'results', 'main.json')), false);
  });
});

group('gate', () => {
  test('exits 0 for the same program, measured beside itself', async (context) => {
    const end = await gate(context, ['main', '--pairs', '10']);
    assertEarned(end);
    const { gate: record, verdicts } = end.saved();
    assert.deepEqual([record?.way, record?.isSameProgram], ['interleaved', true]);
    assert.deepEqual([verdicts[0]?.baseline, verdicts[0]?.candidate], ['basic@main', 'basic']);
    assert.equal(verdictOn(end.saved(), 'server_io_calls_per_handshake')?.verdict, 'equivalent');
    await assertNothingLeft(servers());
  });

  test('exits 5 for a server that does more', async (context) => {
    const end = await gate(context, ['main', ...busier(), '--pairs', '10']);
    assertEarned(end);
    assert.equal(verdictOn(end.saved(), 'server_io_calls_per_handshake')?.verdict, 'regressed');
  });

  test('exits 3 for what too few pairs leave open, if it is to fail on that', async (context) => {
    const few = ['main', ...busier(), '--pairs', '6'];
    const end = await gate(context, [...few, '--fail-on', 'inconclusive']);
    assertEarned(end, ['inconclusive']);
    const { verdict, reason } = verdictOn(end.saved(), 'server_io_calls_per_handshake') ?? {};
    assert.equal(verdict, 'inconclusive');
    assert.match(reason ?? '', /^6 of the \d+ pairs that \d verdicts/);
  });

  test('exits 4 where a server dies under it', async (context) => {
    const out = join(directory, 'killed.json');
    const place = ['--dir', servers(), '--out', out];
    const argv = ['gate', 'main', '--pairs', '6', '--block', '80ms', ...place];
    const tool = new Tool(context, directory, argv);
    await killServerUnderLoad(tool, { servers: servers(), out });
    const { exitCode, stdout } = await tool.ends();
    assert.equal(exitCode, 4, stdout);
  });

  test('exits 2 for a baseline that there is not, and names those there are', async (context) => {
    const { exitCode, stderr } = await gate(context, ['mian']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /no baseline is called 'mian'; there are .*main/);
  });

  test('measures a kept copy again, though the program in place is another', async (context) => {
    const copy = Buffer.concat([
      readFileSync(executablePath('fifobench-server')),
      Buffer.from('\n'),
    ]);
    const sha256 = createHash('sha256').update(copy).digest('hex');
    writeFileSync(join(directory, 'results', 'programs', sha256), copy, { mode: 0o755 });
    changedBaseline('kept', (text) => text.replace(/"sha256": "\w{64}"/, `"sha256": "${sha256}"`));
    const end = await gate(context, ['kept', '--pairs', '10']);
    assertEarned(end);
    const { gate: record } = end.saved();
    assert.deepEqual([record?.way, record?.isSameProgram], ['interleaved', false]);
    assert.equal(verdictOn(end.saved(), 'server_io_calls_per_handshake')?.verdict, 'equivalent');
  });

  test('measures the program that is given, and refuses a wrong one', async (context) => {
    const { exitCode, stderr } = await gate(context, [
      ...['main', '--baseline-program', executablePath('fifobench-warden'), '--pairs', '6'],
    ]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /is not what the baseline main measured/);
  });
});

group('gate without the program of the baseline', () => {
  before(() => {
    changedBaseline('gone', otherContent);
    changedBaseline('elsewhere', (text) => otherKernel(otherContent(text)));
  });

  test('compares with the stored blocks, and says so', async (context) => {
    const { exitCode, saved, stdout } = await gate(context, ['gone', '--fail-on', 'none']);
    assert.equal(exitCode, 0);
    assert.equal(saved().gate?.way, 'stored');
    // Of a block in which the machine stood still there is no median, but a rate.
    assert.equal(verdictOn(saved(), 'handshakes_per_second')?.pairCount, 10);
    assert.match(stdout, /stored blocks of the baseline gone/);
  });

  test('still finds what does more', async (context) => {
    const end = await gate(context, ['gone', ...busier()]);
    assertEarned(end);
    assert.equal(verdictOn(end.saved(), 'server_io_calls_per_handshake')?.verdict, 'regressed');
  });

  test('refuses another machine with exit code 2 and what differs', async (context) => {
    const { exitCode, stderr } = await gate(context, ['elsewhere']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /differs in kernel \(2\.6\.32 then, [^)]+ now\)/);
  });

  test('compares all the same with --force, and the result says so', async (context) => {
    const forced = await gate(context, ['elsewhere', '--force', '--fail-on', 'none']);
    assert.equal(forced.exitCode, 0);
    assert.match(forced.saved().gate?.forced.join() ?? '', /^kernel \(2\.6\.32 then/);
    assert.match(forced.stdout, /FORCED: this is not the baseline's machine/);
  });
});

group('a case that vanished', () => {
  /** The same baseline with a second case, on processors that no machine of ours has. */
  const withSecondCase = (text: string) => {
    const run = JSON.parse(text) as { cases: { group: string; placement: object }[] };
    const second = structuredClone(run.cases[0]) as (typeof run.cases)[number];
    second.group = '1 client, far away';
    second.placement = { name: 'custom', serverCpus: [4_000], clientCpus: [4_000] };
    run.cases.push(second);
    return JSON.stringify(run);
  };

  test('fails although everything else is as it was', async (context) => {
    changedBaseline('two', withSecondCase);
    const end = await gate(context, ['two', '--pairs', '10']);
    assertEarned(end);
    assert.deepEqual(end.saved().gate?.missing, ['1 client, far away']);
    assert.match(end.stdout, /MISSING: the baseline has 1 client, far away/);
  });

  test('does not fail where that is not asked for', async (context) => {
    changedBaseline('two', withSecondCase);
    const only = ['two', '--pairs', '6', '--fail-on', 'invalid'];
    assertEarned(await gate(context, only), ['invalid']);
  });

  test('fails in a stored run too', async (context) => {
    changedBaseline('two', withSecondCase);
    const { exitCode, saved } = await gate(context, ['two', '--run', baselineFile()]);
    assert.equal(exitCode, 5);
    assert.deepEqual(saved().gate?.missing, ['1 client, far away']);
    assert.ok(saved().verdicts.every(({ verdict }) => verdict === 'equivalent'));
  });
});

group('a command as a baseline', () => {
  const program = () => join(directory, 'my_server');
  const command = (more = '') => `./my_server basic --dir {dir}${more}`;

  before(async () => {
    copyFileSync(executablePath('fifobench-server'), program());
    await saveBaseline('mine', [command(), '--profile', 'seed']);
  });

  test('is measured again from its copy when its program has been built anew', async (context) => {
    appendFileSync(program(), '\n');
    const end = await gate(context, ['mine', '--pairs', '10']);
    assertEarned(end);
    const { gate: record, verdicts } = end.saved();
    assert.deepEqual([record?.way, record?.isSameProgram], ['interleaved', false]);
    assert.equal(verdicts[0]?.candidate, command());
    assert.equal(verdictOn(end.saved(), 'server_io_calls_per_handshake')?.verdict, 'equivalent');
  });

  test('finds work that was added to it', async (context) => {
    const more = [command(' --empty-calls 1'), '--profile', 'seed', '--pairs', '10'];
    const end = await gate(context, ['mine', ...more]);
    assertEarned(end);
    assert.equal(verdictOn(end.saved(), 'server_io_calls_per_handshake')?.verdict, 'regressed');
  });
});

test('a baseline can be taken from a stored run', async (context) => {
  const words = ['baseline', 'save', 'taken', '--from', baselineFile()];
  assert.equal((await runTool(context, directory, words)).exitCode, 0);
  assert.equal(readFileSync(baselineFile('taken'), 'utf8'), readFileSync(baselineFile(), 'utf8'));
  rmSync(baselineFile('taken'));
  assert.ok(readdirSync(join(directory, 'results', 'baselines')).includes('main.json'));
});
