// Builds the native executables under a sanitizer, apart from the ordinary build, and runs them:
// the native unit tests, each built-in server under a short load, and the program with its addon.
// Any report of the sanitizer is a failure. `asan` is AddressSanitizer with
// UndefinedBehaviorSanitizer, `tsan` is ThreadSanitizer.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilerIdentity } from './native-build.mjs';
import { nativeSources } from './native-sources.mjs';
import { root, SetupError, say } from './project.mjs';
import { findCompiler } from './requirements.mjs';
import { runTool } from './run-tool.mjs';
import { checkSanitizedAddon } from './sanitized-addon.mjs';
import { digestOf, filesUnder, readStamp, writeStamp } from './stamp.mjs';

const flags = {
  asan: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
  tsan: ['-fsanitize=thread'],
};

const commonFlags = ['-std=c++20', '-O1', '-g', '-fno-omit-frame-pointer', '-fno-rtti'];

/** The executables and the directories of native/ whose sources they consist of. */
const executables = {
  'fifobench-native-test': ['native/core', 'native/client', 'native/test'],
  'fifobench-server': ['native/core', 'native/servers'],
  'fifobench-warden': ['native/core', 'native/warden'],
  'fifobench-yardstick': ['native/test/yardstick'],
};

/**
 * Leaks are looked for in the servers under load. The yardstick leaves its memory to the kernel,
 * and the native tests forbid a server to fork, which the search for leaks itself would have to.
 * @type {Record<string, Record<string, string>>}
 */
const environments = {
  'fifobench-native-test': { ASAN_OPTIONS: 'detect_leaks=0' },
  'fifobench-yardstick': { ASAN_OPTIONS: 'detect_leaks=0' },
};

const handshakeCount = 300;
const operationCount = 3;
const runTimeoutMs = 120_000;
const readyTimeoutMs = 10_000;

/**
 * Builds and runs everything under one sanitizer; throws a SetupError at the first fault.
 * @param {'asan' | 'tsan'} sanitizer
 */
export async function checkSanitized(sanitizer) {
  await build(sanitizer);
  run(sanitizer, 'fifobench-native-test', []);
  say(`${sanitizer}: the native unit tests pass`);
  const listing = run(sanitizer, 'fifobench-server', ['--list']);
  for (const line of listing.trim().split('\n')) {
    const pattern = line.split('\t')[0] ?? '';
    await loadServer(sanitizer, pattern);
    say(`${sanitizer}: the server ${pattern} passes ${handshakeCount} handshakes`);
  }
  await checkSanitizedAddon(sanitizer, {
    compiler: compilerWords(),
    flags: [...commonFlags, ...flags[sanitizer]],
  });
}

function compilerWords() {
  return (findCompiler() ?? 'g++').split(/\s+/);
}

/** @param {'asan' | 'tsan'} sanitizer */
async function build(sanitizer) {
  const sources = digestOf(filesUnder('native', /\.(cc|h)$/));
  const parts = { sources, toolchain: compilerIdentity(), flags: flags[sanitizer].join(' ') };
  const stamp = readStamp(sanitizer);
  const names = Object.keys(executables);
  const isCurrent =
    Object.entries(parts).every(([name, value]) => stamp[name] === value) &&
    names.every((name) => existsSync(pathOf(sanitizer, name)));
  if (isCurrent) {
    return;
  }
  mkdirSync(join(root, 'build', sanitizer), { recursive: true });
  const [compiler = '', ...rest] = compilerWords();
  const common = [...rest, ...commonFlags, ...flags[sanitizer], '-pthread', '-Inative'];
  for (const [name, directories] of Object.entries(executables)) {
    const paths = nativeSources(directories);
    const args = [...common, ...paths, '-o', pathOf(sanitizer, name)];
    await runTool(`compile ${name} for ${sanitizer}`, compiler, args);
  }
  writeStamp(sanitizer, parts);
}

/**
 * Runs an executable to its end and returns its standard output.
 * @param {'asan' | 'tsan'} sanitizer
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {string}
 */
function run(sanitizer, name, args) {
  const { command, prefix } = launcher(sanitizer, name);
  const result = spawnSync(command, [...prefix, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environments[name] },
    timeout: runTimeoutMs,
  });
  if (result.status !== 0) {
    const what = `${name} ${args.join(' ')} under ${sanitizer}`;
    const end = result.error?.message ?? result.signal ?? `exit code ${result.status}`;
    throw new SetupError(`${result.stdout}${result.stderr}\nfifobench: ${what}: ${end}`);
  }
  return result.stdout;
}

/**
 * Starts one server in a directory of its own, sends the load of the yardstick, and stops it.
 * @param {'asan' | 'tsan'} sanitizer
 * @param {string} pattern
 */
async function loadServer(sanitizer, pattern) {
  const directory = mkdtempSync(join(tmpdir(), 'fifobench-sanitize-'));
  mkdirSync(join(directory, 'c'));
  const { command, prefix } = launcher(sanitizer, 'fifobench-server');
  const server = spawn(command, [...prefix, pattern, '--dir', directory], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  server.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => server.on('close', resolve));
  try {
    await awaitPipe(join(directory, 'wkp'));
    const counts = ['--handshakes', `${handshakeCount}`, '--operations', `${operationCount}`];
    // Without its gate two clients may meet in one pipe, which `forking` rightly does not survive.
    const load = [...counts, '--gate', '1'];
    run(sanitizer, 'fifobench-yardstick', ['load', directory, ...load]);
  } finally {
    server.kill('SIGTERM');
    const code = await ended;
    rmSync(directory, { recursive: true, force: true });
    if (code !== 0 || complaints !== '') {
      process.stderr.write(complaints);
      say(`${sanitizer}: the server ${pattern} ended with ${code ?? 'a signal'}`);
      process.exitCode = 1;
    }
  }
}

/** @param {string} path */
async function awaitPipe(path) {
  const deadlineMs = Date.now() + readyTimeoutMs;
  while (!existsSync(path)) {
    if (Date.now() > deadlineMs) {
      throw new SetupError(`fifobench: the server did not create ${path}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/**
 * ThreadSanitizer wants its addresses where newer kernels no longer put them at random.
 * @param {'asan' | 'tsan'} sanitizer
 * @param {string} name
 */
function launcher(sanitizer, name) {
  const path = pathOf(sanitizer, name);
  const isFixed = sanitizer === 'tsan' && spawnSync('setarch', ['-R', 'true']).status === 0;
  return isFixed ? { command: 'setarch', prefix: ['-R', path] } : { command: path, prefix: [] };
}

/**
 * @param {'asan' | 'tsan'} sanitizer
 * @param {string} name
 */
function pathOf(sanitizer, name) {
  return join(root, 'build', sanitizer, name);
}
