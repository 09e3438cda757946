// Builds the addon under a sanitizer and runs the program with it, on several threads, behind the
// gate and in a race, in closed and in open load. Node itself is not built for the sanitizer: what
// only concerns Node is suppressed, and nothing of ours is.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { compilerIdentity } from './native-build.mjs';
import { nativeSources } from './native-sources.mjs';
import { root, SetupError, say } from './project.mjs';
import { runTool } from './run-tool.mjs';
import { digestOf, filesUnder, readStamp, writeStamp } from './stamp.mjs';

const definitions = [
  '-DNAPI_VERSION=8',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
];

/** Each is a run of its own; what they load is small, since all of it is slow here. */
const loads = [
  ['--server', 'basic', '--clients', '20', '--threads', '2', '--handshakes', '1000'],
  [
    ...['--server', 'forking', '--clients', '9', '--threads', '3', '--handshakes', '300'],
    ...['--operations', '2', '--keep-awake'],
  ],
  [
    ...['--server', 'forking', '--clients', '8', '--threads', '2', '--handshakes', '500'],
    ...['--admission', 'race'],
  ],
  ['--server', 'basic', '--rate', '400/s', '--threads', '2', '--duration', '500ms'],
];

const runTimeoutMs = 120_000;

/**
 * What the sanitizer is told; its runtime has to be there before Node is.
 * @type {Record<string, { runtime: string, options: Record<string, string> }>}
 */
const sanitizers = {
  asan: { runtime: 'libasan.so', options: { ASAN_OPTIONS: 'detect_leaks=0' } },
  tsan: {
    runtime: 'libtsan.so',
    options: { TSAN_OPTIONS: `suppressions=${join(root, 'native/test/tsan-node.supp')}` },
  },
};

/**
 * Builds what is out of date and runs every load; throws a SetupError at the first report.
 * @param {'asan' | 'tsan'} sanitizer
 * @param {{ compiler: readonly string[], flags: readonly string[] }} toolchain
 */
export async function checkSanitizedAddon(sanitizer, { compiler, flags }) {
  const runtime = runtimeOf(sanitizer, compiler);
  if (runtime === null) {
    say(`${sanitizer}: not run under Node, since ${compiler[0]} has no runtime to be loaded first`);
    return;
  }
  await build(sanitizer, { compiler, flags });
  const directory = mkdtempSync(join(tmpdir(), 'fifobench-sanitize-'));
  try {
    for (const load of loads) {
      run(sanitizer, { runtime, load, directory });
      say(`${sanitizer}: the program passes run ${load.join(' ')}`);
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * @param {'asan' | 'tsan'} sanitizer
 * @param {readonly string[]} compiler
 */
function runtimeOf(sanitizer, [command = '', ...args]) {
  const name = sanitizers[sanitizer]?.runtime ?? '';
  const found = spawnSync(command, [...args, `-print-file-name=${name}`], { encoding: 'utf8' });
  const path = (found.stdout ?? '').trim();
  return isAbsolute(path) && existsSync(path) ? path : null;
}

/**
 * @param {'asan' | 'tsan'} sanitizer
 * @param {{ compiler: readonly string[], flags: readonly string[] }} toolchain
 */
async function build(sanitizer, { compiler: [command = '', ...rest], flags }) {
  const sources = digestOf(filesUnder('native', /\.(cc|h)$/));
  const parts = { sources, toolchain: compilerIdentity(), flags: flags.join(' ') };
  const stampName = `${sanitizer}-addon`;
  const stamp = readStamp(stampName);
  const output = join(root, 'build', sanitizer, 'fifobench.node');
  const isSame = Object.entries(parts).every(([name, value]) => stamp[name] === value);
  if (isSame && existsSync(output)) {
    return;
  }
  mkdirSync(dirname(output), { recursive: true });
  const headers = [join(nodeDirectory(), 'include/node'), nodeAddonApiDirectory()];
  const args = [
    ...[...rest, ...flags, '-fPIC', '-shared', '-pthread', '-fno-exceptions', '-Inative'],
    ...[...headers.flatMap((directory) => ['-isystem', directory]), ...definitions],
    ...nativeSources(['native/core', 'native/client', 'native/addon']),
    ...['-o', output],
  ];
  await runTool(`compile the addon for ${sanitizer}`, command, args);
  writeStamp(stampName, parts);
}

/** Where the ordinary build found the headers of Node: its configuration says. */
function nodeDirectory() {
  const text = readFileSync(join(root, 'build/config.gypi'), 'utf8').replace(/^#.*$/gm, '');
  return JSON.parse(text).variables.nodedir;
}

function nodeAddonApiDirectory() {
  return dirname(createRequire(join(root, 'package.json')).resolve('node-addon-api'));
}

/**
 * @param {'asan' | 'tsan'} sanitizer
 * @param {{ runtime: string, load: readonly string[], directory: string }} what
 */
function run(sanitizer, { runtime, load, directory }) {
  // ThreadSanitizer wants its addresses where newer kernels no longer put them at random.
  const isFixed = sanitizer === 'tsan' && spawnSync('setarch', ['-R', 'true']).status === 0;
  const node = [
    ...[process.execPath, `--conditions=${sanitizer}`, join(root, 'src/setup/fifobench.mjs')],
    ...['run', ...load, '--fail-on', 'none', '--quiet'],
    ...['--dir', directory, '--out', join(directory, 'run.json')],
  ];
  const [command = '', ...args] = isFixed ? ['setarch', '-R', ...node] : node;
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...sanitizers[sanitizer]?.options, LD_PRELOAD: runtime },
    timeout: runTimeoutMs,
  });
  if (result.status !== 0 || /Sanitizer|runtime error/.test(result.stderr)) {
    const end = result.error?.message ?? result.signal ?? `exit code ${result.status}`;
    const what = `run ${load.join(' ')} under ${sanitizer}`;
    throw new SetupError(`${result.stdout}${result.stderr}\nfifobench: ${what}: ${end}`);
  }
}
