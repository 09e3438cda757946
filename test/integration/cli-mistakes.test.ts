// Mistakes of a user: each is one line on standard error that names the culprit, exit code 2, and
// nothing is measured, printed or left.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe as group, test } from 'node:test';
import { runDirectoryParent } from '../../src/target/run-directory.ts';
import { assertGolden } from '../support/golden.ts';
import { childrenOf } from '../support/processes.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool } from '../support/tool.ts';
import { type BatchEnd, runBatch } from '../support/tool-batch.ts';

const run = ['run', '--server', 'basic'];
const compare = ['compare', 'basic', 'forking'];

const mistakes: readonly [argv: readonly string[], named: RegExp][] = [
  [[...run, '--no-such-option'], /--no-such-option/],
  [['no-such-command'], /no-such-command/],
  [['run'], /--server/],
  [[...run, '--attach', '.'], /--attach/],
  [['run', '--server', 'nonesuch'], /nonesuch/],
  [['run', '--server', ''], /''/],
  [['run', '--attach', 'missing'], /no well-known pipe/],
  [['run', '--attach', '.'], /no well-known pipe/],
  [[...run, '--profile', 'text10'], /--profile/],
  [['run', '--server', './missing', '--profile', 'text10'], /no program/],
  [['profile', 'check', 'missing.yaml'], /missing\.yaml/],
  [['profile', 'show', 'nonesuch'], /nonesuch/],
  [['compare', 'basic'], /at least two/],
  [['compare'], /servers/],
  [['compare', 'basic', 'nonesuch'], /nonesuch/],
  [[...run, '--handshakes', '-1'], /--handshakes/],
  [[...run, '--handshakes', '0'], /--handshakes/],
  [[...run, '--handshakes', '10', '--duration', '1s'], /--duration/],
  [[...run, '--duration', '10'], /--duration/],
  [[...run, '--duration', '0'], /--duration/],
  [[...run, '--clients', '0'], /--clients/],
  [[...run, '--clients', 'many'], /--clients/],
  [[...run, '--clients', '2', '--threads', '3'], /--threads/],
  [[...run, '--payload', '64k'], /--payload/],
  [[...run, '--payload', '2MiB'], /--payload/],
  [[...run, '--timeout', '0s'], /--timeout/],
  [[...run, '--admission', 'door'], /--admission/],
  [[...run, '--service', 'soon'], /--service/],
  [[...run, '--service', '1us', '--service-kind', 'gpu'], /--service-kind/],
  [[...run, '--service-kind', 'sleep'], /--service-kind/],
  [[...run, '--service', '1us', '--operations', '0'], /--service/],
  [[...run, '--ballast', '1k'], /--ballast/],
  [['run', '--attach', '.', '--service', '1us'], /--service: \. is not a built-in server/],
  [['run', '--attach', '.', '--ballast', '1MiB'], /--ballast: \. is not a built-in server/],
  [[...run, '--cpus', 'server=9999,clients=0'], /--cpus/],
  [[...run, '--cpus', 'nonsense'], /--cpus/],
  [[...run, '--seed', '-3'], /--seed/],
  [[...run, '--format', 'xml'], /--format/],
  [[...run, '--fail-on', 'everything'], /--fail-on/],
  [[...run, '--dir', 'missing'], /missing/],
  [[...run, '--dir', 'file'], /file/],
  [[...run, '--out', 'missing/run.json'], /missing/],
  [[...run, '--out', '.'], /--out: '\.' names no file/],
  [[...run, '--out', ''], /--out: '' names no file/],
  [[...run, '--report', 'results/.html/'], /does not end in \.html/],
  [[...run, 'forking'], /run loads one server; fifobench compare/],
  [[...run, '--server', 'forking'], /run loads one server; fifobench compare/],
  [['run', '--profile', 'text10'], /text10 does not say how its server is started/],
  [[...run, '--scenario', 'missing.yaml'], /missing\.yaml/],
  [[...run, '--scenario', 'file'], /file/],
  [[...compare, '--pairs', '5'], /--pairs/],
  [[...compare, '--block', '0'], /--block/],
  [[...compare, '--slice', '0'], /--slice/],
  [[...compare, '--delta', '0%'], /--delta/],
  [[...compare, '--delta', '200%'], /--delta/],
  [[...compare, '--design', 'duel'], /--design/],
  [[...compare, '--duration', '5s'], /--block is the measured time of a pair/],
  [['check', 'basic', '--attach', '.'], /name the command that starts the server/],
  [['sweep', 'basic', '--rate', '5/s', '--handshakes', '5'], /belongs to closed load/],
  [['sweep', '--attach', 'missing'], /no well-known pipe/],
  [['merge', 'missing.json'], /missing\.json/],
  [['help', 'nonesuch'], /unknown command 'nonesuch'; fifobench --help/],
  [['list', '--format', 'csv'], /--format/],
  [['selftest', 'nonesuch'], /nonesuch.*refusal/],
  [['selftest', '--format', 'markdown'], /--format/],
  [[...compare, '--service', 'exp:'], /--service/],
  [['serve', 'nonesuch'], /nonesuch/],
  [['serve', 'basic', '--service', 'soon'], /--service/],
  [['serve', 'basic', '--service', '1us', '--seed', 'x'], /--seed/],
  [['serve', 'basic', '--dir', 'missing'], /missing/],
];

const argvs = mistakes.map(([argv]) => argv);

group('a mistake is one line and exit code 2', () => {
  let directory = '';
  let ends: readonly BatchEnd[] = [];

  before(async () => {
    directory = mkdtempSync(join(runDirectoryParent(), 'fifotest-'));
    writeFileSync(join(directory, 'file'), 'neither a scenario nor a directory');
    ends = await runBatch(directory, argvs);
  });

  after(() => rmSync(directory, { recursive: true, force: true }));

  for (const [index, [argv, named]] of mistakes.entries()) {
    test(argv.join(' '), () => {
      const { exitCode, stdout, stderr } = ends[index] ?? {};
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr ?? '', /^fifobench: [^\n]+\n$/);
      assert.match(stderr ?? '', named);
      assert.equal(stdout, '');
    });
  }

  test('nothing was saved, and nothing is left', () => {
    assert.deepEqual(readdirSync(directory).toSorted(), ['file', 'results']);
    assert.deepEqual(readdirSync(join(directory, 'results', 'runs')), []);
    assert.deepEqual(childrenOf(process.pid), []);
  });
});

test('a mistake in a process of its own ends with the same exit code', async (context) => {
  const argv = ['run', '--no-such-option'];
  const { exitCode, stderr } = await runTool(context, scratchDirectory(context), argv);
  assert.equal(exitCode, 2);
  assert.match(stderr, /^fifobench: [^\n]+\n$/);
});

test('the help of every command looks as in its golden file', async (context) => {
  const commands = [
    ...[
      'run',
      'compare',
      'check',
      'report',
      'merge',
      'gate',
      'history',
      'serve',
      'selftest',
      'list',
    ],
  ];
  const asked = [['--help'], ...commands.map((command) => [command, '--help'])];
  const ends = await runBatch(scratchDirectory(context), asked);
  assert.deepEqual(
    ends.map(({ exitCode }) => exitCode),
    ends.map(() => 0),
  );
  for (const [index, { stdout, stderr }] of ends.entries()) {
    const command = commands[index - 1];
    assertGolden(command === undefined ? 'help.txt' : `help-${command}.txt`, stdout);
    assert.equal(stderr, '');
  }
});
