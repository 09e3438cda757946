// What the machine must have before anything can be built: Linux, node, python3, make and a C++20
// compiler. All that is missing is named at once, each with the command that installs it. Nothing
// is installed from here.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './project.mjs';

const nodeMajorMin = 20;

const packageManagers = [
  { ids: ['debian', 'ubuntu'], install: 'apt-get install -y', compiler: 'g++' },
  {
    ids: ['fedora', 'rhel', 'centos'],
    install: 'dnf install -y',
    compiler: 'gcc-c++ libstdc++-static',
  },
  { ids: ['arch'], install: 'pacman -S --needed', compiler: 'gcc', python: 'python' },
  { ids: ['alpine'], install: 'apk add', compiler: 'g++ linux-headers' },
  { ids: ['suse', 'opensuse'], install: 'zypper install -y', compiler: 'gcc-c++' },
];

/** Includes what the native code uses of C++20, and is linked as the servers are. */
const probe =
  '#include <span>\n#include <concepts>\nint main() { return std::span<int>().empty() ? 0 : 1; }\n';

/** Throws a SetupError with one line for each thing that is missing. */
export function requireTools() {
  const missing = [
    missingSystem(),
    missingNode(),
    missingPython(),
    missingMake(),
    missingCompiler(),
  ];
  const lines = missing.filter((line) => line !== undefined);
  if (lines.length > 0) {
    throw new SetupError(lines.map((line) => `fifobench: ${line}`).join('\n'), 2);
  }
}

/**
 * The C++20 compiler to build with: `$CXX`, else g++, else clang++; the first that compiles and
 * links. Undefined where there is none.
 * @returns {string | undefined}
 */
export function findCompiler() {
  return compilerCandidates().find(compiles);
}

/** @returns {string[]} */
export function compilerCandidates() {
  return process.env.CXX ? [process.env.CXX] : ['g++', 'clang++'];
}

function missingSystem() {
  return process.platform === 'linux'
    ? undefined
    : `this system is ${process.platform}; Linux is needed, in a virtual machine or a container`;
}

function missingNode() {
  const major = Number.parseInt(process.versions.node, 10);
  return major >= nodeMajorMin
    ? undefined
    : `node ${process.versions.node} is too old: ${nodeMajorMin} or newer from https://nodejs.org`;
}

function missingPython() {
  const python = process.env.PYTHON || 'python3';
  const { name } = packages('python3', 'python');
  return answers(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))'])
    ? undefined
    : `python 3.8 or newer is missing: ${name}`;
}

function missingMake() {
  const make = process.env.MAKE || 'make';
  return answers(make, ['--version']) ? undefined : `make is missing: ${packages('make').name}`;
}

function missingCompiler() {
  if (findCompiler() !== undefined) {
    return undefined;
  }
  const tried = compilerCandidates().join(' and ');
  const { name } = packages('gcc', 'compiler');
  return `a C++20 compiler is missing (tried ${tried}): ${name}`;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function answers(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** @param {string} compiler a command, with arguments where `$CXX` has some */
function compiles(compiler) {
  const [command = compiler, ...args] = compiler.trim().split(/\s+/);
  const directory = mkdtempSync(join(tmpdir(), 'fifobench-setup-'));
  try {
    const source = join(directory, 'probe.cc');
    writeFileSync(source, probe);
    const linked = ['-static-libstdc++', '-static-libgcc', '-o', join(directory, 'probe')];
    return answers(command, [...args, '-std=c++20', source, ...linked]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * The command that installs a package on this distribution.
 * @param {string} name what most distributions call it
 * @param {'python' | 'compiler'} [kind] where the distribution's own name for it is listed
 */
function packages(name, kind) {
  const ids = distributionIds();
  const manager = packageManagers.find((candidate) => candidate.ids.some((id) => ids.includes(id)));
  if (manager === undefined) {
    return { name: `install ${name} with the package manager of this system` };
  }
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  return { name: `${sudo}${manager.install} ${(kind && manager[kind]) ?? name}` };
}

/** @returns {string[]} the distribution and those that it derives from; empty where unknown */
function distributionIds() {
  try {
    const text = readFileSync('/etc/os-release', 'utf8');
    return [...text.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) =>
      (match[1] ?? '').split(/[\s-]+/),
    );
  } catch {
    return [];
  }
}
