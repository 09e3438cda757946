// Command lines in documents and in the workflow for CI: every command and option that they show is
// one that the program has.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Command } from 'commander';
import { parse } from 'yaml';
import { buildProgram } from '../../../src/cli/program.ts';
import { projectDirectory } from '../../support/project-directory.ts';

const docs = join(projectDirectory(), 'docs');
const program = buildProgram({ exitCode: 0 }, '0.0.0');

/** The command that the words begin with, and the words behind its name. */
function commandOf(words: readonly string[]): { command: Command; rest: readonly string[] } {
  let command = program;
  let index = 0;
  for (; index < words.length; index += 1) {
    const inner = command.commands.find((each) => each.name() === words[index]);
    if (inner === undefined) {
      break;
    }
    command = inner;
  }
  return { command, rest: words.slice(index) };
}

/** Fails where the line shows a command or an option that is not there. */
function assertKnown(line: string): void {
  const words = line.trim().split(/\s+/);
  const { command, rest } = commandOf(words);
  assert.notEqual(command, program, `no command: ${line}`);
  const known = command.options.map(({ long }) => long);
  for (const word of rest.filter((each) => each.startsWith('--'))) {
    assert.ok(known.includes(word), `${command.name()} has no ${word}: ${line}`);
  }
}

/** What follows `npx fifobench` or `fifobench` at the start of a command, up to its end. */
function commandLines(script: string): string[] {
  const joined = script.replace(/\\\n\s*/g, ' ').replace(/\$\([^)]*\)/g, 'VALUE');
  return [...joined.matchAll(/(?:^|&&|;)\s*(?:npx )?fifobench ([^\n#;&|>]+)/gm)].map(
    ([, line = '']) => line.trim(),
  );
}

test('the workflow for pull requests is YAML whose commands the program has', () => {
  const text = readFileSync(join(docs, 'examples', 'gate-pull-request.yml'), 'utf8');
  const { jobs } = parse(text) as { jobs: { gate: { steps: { run?: string }[] } } };
  const lines = jobs.gate.steps.flatMap(({ run = '' }) => commandLines(run));
  assert.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    ['baseline', 'doctor', 'gate', 'report'],
  );
  lines.forEach(assertKnown);
});

for (const name of readdirSync(docs).filter((each) => each.endsWith('.md'))) {
  test(`the command lines in ${name} are ones that the program has`, () => {
    const text = readFileSync(join(docs, name), 'utf8');
    const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
    blocks.flatMap(commandLines).forEach(assertKnown);
  });
}
