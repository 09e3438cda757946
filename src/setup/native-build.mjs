// The native build: the addon and the executables of binding.gyp, through node-gyp, into
// build/Release. Only what changed is compiled, unless the compiler or node changed.

import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { npmCommand } from './dependencies.mjs';
import { root } from './project.mjs';
import { compilerCandidates, findCompiler } from './requirements.mjs';
import { runTool, toolEnvironment } from './run-tool.mjs';
import { digestOf, filesUnder, readStamp, writeStamp } from './stamp.mjs';

const stampName = 'native';

/** What must lie in build/Release afterwards. */
const outputs = [
  'fifobench.node',
  'fifobench-server',
  'fifobench-warden',
  'fifobench-native-test',
  'fifobench-yardstick',
];

/** Whether build/Release holds what the present sources, compiler and node make of it. */
export function nativeIsCurrent() {
  const stamp = readStamp(stampName);
  return (
    stamp.sources === sourcesDigest() &&
    stamp.toolchain === toolchainIdentity() &&
    outputs.every((name) => existsSync(join(root, 'build/Release', name)))
  );
}

/** Builds what is out of date; throws a SetupError when it does not compile. */
export async function buildNative() {
  const parts = { sources: sourcesDigest(), toolchain: toolchainIdentity() };
  if (readStamp(stampName).toolchain !== parts.toolchain) {
    rmSync(join(root, 'build/Release'), { recursive: true, force: true });
  }
  // Until it has compiled, the stamp says only which toolchain the objects come from.
  writeStamp(stampName, { sources: '', toolchain: parts.toolchain });
  const nodeGyp = join(root, 'node_modules/node-gyp/bin/node-gyp.js');
  const args = [
    nodeGyp,
    'configure',
    'build',
    '--loglevel=error',
    '--jobs=max',
    ...nodeDirectoryOption(),
  ];
  await runTool('compile the native code', process.execPath, args, compilerVariables());
  writeStamp(stampName, parts);
}

/**
 * A text that changes with the compiler. Found by path, size and time, since asking it would take
 * longer than everything else when there is nothing to do.
 */
export function compilerIdentity() {
  const flags = ['CXX', 'CC', 'AR', 'CXXFLAGS', 'CPPFLAGS', 'CFLAGS', 'LDFLAGS'].map(
    (name) => `${name}=${process.env[name] ?? ''}`,
  );
  const files = compilerCandidates().map((candidate) =>
    fileIdentity(candidate.split(/\s+/)[0] ?? ''),
  );
  return [...files, ...flags].join(' ');
}

function sourcesDigest() {
  const others = ['binding.gyp', 'node_modules/node-addon-api/package.json'];
  return digestOf([...filesUnder('native', /\.(cc|h)$/), ...others]);
}

function toolchainIdentity() {
  const { node, modules } = process.versions;
  return [node, modules, process.arch, nodePrefix() ?? '', compilerIdentity()].join(' ');
}

/** Where g++ is absent, make has to be told. @returns {Record<string, string>} */
function compilerVariables() {
  const compiler = findCompiler();
  return compiler === 'clang++' && !process.env.CXX ? { CXX: 'clang++', CC: 'clang' } : {};
}

/** Without headers beside node and without the user's own setting, node-gyp fetches them. */
function nodeDirectoryOption() {
  const directory = nodePrefix() ?? configuredNodeDirectory();
  return directory === undefined ? [] : [`--nodedir=${directory}`];
}

/** The prefix beside the running node, where it came with its headers. */
function nodePrefix() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? prefix : undefined;
}

function configuredNodeDirectory() {
  const args = ['config', 'get', 'nodedir'];
  const { stdout } = spawnSync(npmCommand(), args, { env: toolEnvironment, encoding: 'utf8' });
  const directory = process.env.npm_config_nodedir ?? stdout?.trim() ?? '';
  return directory === '' || directory === 'undefined' ? undefined : directory;
}

/** @param {string} command */
function fileIdentity(command) {
  const directories = command.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter);
  for (const directory of directories) {
    try {
      const path = realpathSync(join(directory, command));
      const { size, mtimeMs } = statSync(path);
      return `${path}:${size}:${mtimeMs}`;
    } catch {
      // Not in this directory.
    }
  }
  return `${command}:absent`;
}
