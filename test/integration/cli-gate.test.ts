// `fifobench baseline` and `fifobench gate` on real servers: each situation with its exit code, and
// what the stored result says of it.

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
import { parseRun } from '../../src/store/run-text.ts';
import { executablePath } from '../../src/target/executables.ts';
import { assertNothingLeft, serversOf } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool, Tool } from '../support/tool.ts';
import { until } from '../support/until.ts';

/** One directory with one baseline for all tests, since measuring it takes longest. */
let directory = '';
const servers = () => join(directory, 'servers');
const baselineFile = (name = 'main') => join(directory, 'results', 'baselines', `${name}.json`);
const oneCase = ['--clients', '1', '--operations', '0', '--cpus', 'server=0,clients=0'];

const cleanUps: (() => Promise<void>)[] = [];
const file = { after: (cleanUp: () => Promise<void>) => void cleanUps.unshift(cleanUp) };

before(async () => {
  directory = scratchDirectory(file);
  mkdirSync(servers());
  const save = ['baseline', 'save', 'main', 'basic', '--pairs', '10', '--block', '40ms'];
  const argv = [...save, ...oneCase];
  const end = await runTool(file, directory, [...argv, '--dir', servers()]);
  assert.equal(end.exitCode, 0, end.stderr);
  assert.match(end.stderr, /saved results\/baselines\/main\.json/);
});

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
    const { exitCode, saved, stdout, stderr } = await gate(context, ['main', '--pairs', '10']);
    assert.equal(exitCode, 0, stdout + stderr);
    const { gate: record, verdicts } = saved();
    assert.deepEqual([record?.way, record?.isSameProgram], ['interleaved', true]);
    assert.deepEqual([verdicts[0]?.baseline, verdicts[0]?.candidate], ['basic@main', 'basic']);
    await assertNothingLeft(servers());
  });

  test('exits 5 for a slower server', async (context) => {
    const { exitCode, saved, stderr } = await gate(context, ['main', 'forking', '--pairs', '10']);
    assert.equal(exitCode, 5, stderr);
    assert.equal(saved().verdicts[0]?.verdict, 'regressed');
  });

  test('exits 3 for what too few pairs leave open, if it is to fail on that', async (context) => {
    const few = ['main', 'forking', '--pairs', '6'];
    const { exitCode, saved } = await gate(context, [...few, '--fail-on', 'inconclusive']);
    assert.equal(exitCode, 3);
    assert.match(saved().verdicts[0]?.reason ?? '', /^6 of the \d+ pairs that \d verdicts/);
  });

  test('exits 4 where a server dies under it', async (context) => {
    const argv = ['gate', 'main', '--pairs', '6', '--block', '80ms', '--dir', servers()];
    const tool = new Tool(context, directory, argv);
    await until('two servers run', () => serversOf(tool.pid).length >= 2);
    const [victim = 0] = serversOf(tool.pid);
    process.kill(victim, 'SIGKILL');
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
    const { exitCode, saved, stderr } = await gate(context, ['kept', '--pairs', '10']);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual([saved().gate?.way, saved().gate?.isSameProgram], ['interleaved', false]);
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
    assert.equal(saved().verdicts[0]?.pairCount, 10);
    assert.match(stdout, /stored blocks of the baseline gone/);
  });

  test('still finds what is several times as slow', async (context) => {
    const { exitCode } = await gate(context, ['gone', 'forking']);
    assert.equal(exitCode, 5);
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
    const { exitCode, saved, stdout } = await gate(context, ['two', '--pairs', '10']);
    assert.equal(exitCode, 5);
    assert.deepEqual(saved().gate?.missing, ['1 client, far away']);
    assert.match(stdout, /MISSING: the baseline has 1 client, far away/);
  });

  test('does not fail where that is not asked for', async (context) => {
    changedBaseline('two', withSecondCase);
    const only = ['two', '--pairs', '6', '--fail-on', 'invalid'];
    assert.equal((await gate(context, only)).exitCode, 0);
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
  const saving = ['--profile', 'seed', '--pairs', '10', '--block', '40ms', '--dir'];

  before(async () => {
    copyFileSync(executablePath('fifobench-server'), program());
    const save = ['baseline', 'save', 'mine', command(), ...saving, servers(), ...oneCase];
    const end = await runTool(file, directory, save);
    assert.equal(end.exitCode, 0, end.stderr);
  });

  test('is measured again from its copy when its program has been built anew', async (context) => {
    appendFileSync(program(), '\n');
    const { exitCode, saved, stderr } = await gate(context, ['mine', '--pairs', '10']);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual([saved().gate?.way, saved().gate?.isSameProgram], ['interleaved', false]);
    assert.equal(saved().verdicts[0]?.candidate, command());
  });

  test('finds work that was added to it', async (context) => {
    const slower = command(' --ack-delay-ns 20000');
    const argv = ['mine', slower, '--profile', 'seed', '--pairs', '10'];
    const { exitCode, saved, stderr } = await gate(context, argv);
    assert.equal(exitCode, 5, stderr);
    const [verdict] = saved().verdicts;
    assert.deepEqual([verdict?.metric, verdict?.verdict], ['service_p50', 'regressed']);
  });
});

test('a baseline can be taken from a stored run', async (context) => {
  const words = ['baseline', 'save', 'taken', '--from', baselineFile()];
  assert.equal((await runTool(context, directory, words)).exitCode, 0);
  assert.equal(readFileSync(baselineFile('taken'), 'utf8'), readFileSync(baselineFile(), 'utf8'));
  rmSync(baselineFile('taken'));
  assert.ok(readdirSync(join(directory, 'results', 'baselines')).includes('main.json'));
});
