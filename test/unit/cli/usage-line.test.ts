// What is said of a wrong command line: one line, and what there is instead.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from 'commander';
import { buildProgram } from '../../../src/cli/program.ts';
import { usageLine } from '../../../src/cli/usage-line.ts';

const program = buildProgram({ exitCode: 0 }, '0.0.0');

function named(...names: readonly string[]): Command {
  let command = program;
  for (const name of names) {
    const inner = command.commands.find((each) => each.name() === name);
    assert.ok(inner !== undefined);
    command = inner;
  }
  return command;
}

test('several lines become one that says whose help has the rest', () => {
  const text = "error: unknown option '--clinets'\n(Did you mean --clients?)\n";
  const wanted =
    "unknown option '--clinets' (Did you mean --clients?); " +
    'fifobench run --help lists arguments and options\n';
  assert.equal(usageLine(text, named('run')), wanted);
});

test('a command of a command is called by both names', () => {
  const line = usageLine("error: unknown command 'x'", named('baseline'));
  assert.match(line, /; fifobench baseline --help lists commands and options\n$/);
  assert.match(
    usageLine('error: x', named('baseline', 'save')),
    /; fifobench baseline save --help/,
  );
});

test('an option that only other commands have is answered with what there is instead', () => {
  for (const text of ['--duration', '--duration=5s']) {
    const line = usageLine(`error: unknown option '${text}'`, named('compare'));
    assert.match(line, /^compare has no --duration; --block is .*--pairs/);
  }
  const line = usageLine("error: unknown option '--attach'", named('check'));
  assert.match(line, /^check has no --attach; name the command/);
});
