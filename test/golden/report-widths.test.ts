// Every report for a terminal fits the width that there is, also where servers are commands with
// long names; and what was drawn for 80 columns keeps to them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { crossoversOf } from '../../src/compare/crossovers.ts';
import type { CaseResult, Run } from '../../src/model/run.ts';
import { parseThreshold } from '../../src/model/threshold.ts';
import { withThresholds } from '../../src/model/with-thresholds.ts';
import { machineFindings, renderDoctor } from '../../src/report/doctor.ts';
import { renderHistory } from '../../src/report/history-table.ts';
import { renderTable, type TerminalStyle } from '../../src/report/table.ts';
import { sampleCheck } from '../support/made-check.ts';
import { sampleBenchRun } from '../support/made-micro.ts';
import { projectDirectory } from '../support/project-directory.ts';
import { sampleHistory } from '../support/sample-history.ts';
import { quietNoise, soundMachine } from '../support/sample-machine.ts';
import { sampleRun } from '../support/sample-run.ts';
import { servicePoint } from '../support/service-points.ts';

/** Commands instead of patterns, one of them wider than a terminal. */
const longNames: Readonly<Record<string, string>> = {
  basic: "./build/release/my_server --log 'nothing at all' --workers 4",
  forking: `./build/debug/my_server --log 'all there is' --names ${'one,'.repeat(9)} --fork-first`,
};

function withLongNames(run: Run): Run {
  const nameOf = (name: string) => longNames[name] ?? name;
  return {
    ...run,
    cases: run.cases.map((each): CaseResult => {
      const name = nameOf(each.server.name);
      return { ...each, name: `${name}, ${each.group}`, server: { ...each.server, name } };
    }),
    verdicts: run.verdicts.map((verdict) => ({
      ...verdict,
      baseline: nameOf(verdict.baseline),
      candidate: nameOf(verdict.candidate),
    })),
  };
}

const points = [0, 10_000, 100_000, 1_000_000, 10_000_000].flatMap((serviceNs) =>
  ['basic', 'forking'].map((name) => servicePoint(name, serviceNs)),
);
const compared = sampleRun();
const swept = sampleRun({
  ...{ kind: 'sweep', design: null, verdicts: [], notes: [] },
  ...{ cases: points, crossovers: crossoversOf(points) },
});
const loaded = sampleRun({
  ...{ kind: 'run', design: null, verdicts: [], cases: compared.cases.slice(0, 1) },
});
const thresholds = ['response_p99<10ms', 'service_p50<=50us'].map(parseThreshold);
const page = { history: sampleHistory(), folder: 'results/runs' };

const reports: readonly [name: string, render: (style: TerminalStyle) => string][] = [
  ...[
    ['compare', compared] as const,
    ['run', loaded] as const,
    ['sweep', swept] as const,
    ['run with thresholds', withThresholds(loaded, thresholds)] as const,
    ['check of one', sampleCheck(1)] as const,
    ['check of three', sampleCheck(3)] as const,
    ['bench', sampleBenchRun()] as const,
    ['compare, long names', withLongNames(compared)] as const,
    ['run, long names', withLongNames(loaded)] as const,
    ['sweep, long names', withLongNames(swept)] as const,
  ].map(
    ([name, run]) =>
      [name, (style: TerminalStyle) => renderTable(run, style)] as [
        string,
        (style: TerminalStyle) => string,
      ],
  ),
  ['history', (style) => renderHistory(page, style)],
  ['doctor', (style) => renderDoctor(machineFindings(soundMachine, quietNoise), style)],
];

/** Commands are never broken, so that they can be copied. */
function tooWide(text: string, columns: number): string[] {
  return text
    .split('\n')
    .filter((line) => [...line].length > columns && !line.trimStart().startsWith('$ '));
}

for (const [name, render] of reports) {
  group(`the report of ${name}`, () => {
    for (const columns of [80, 100, 160]) {
      test(`fits ${columns} columns`, () => {
        assert.deepEqual(tooWide(render({ columns, colour: false }), columns), []);
      });
    }
  });
}

group('what was drawn for 80 columns keeps to them', () => {
  const directory = join(projectDirectory(), 'test', 'golden');
  for (const fileName of readdirSync(directory).filter((each) =>
    /-80(-colour)?\.txt$/.test(each),
  )) {
    test(fileName, () => {
      const text = stripVTControlCharacters(readFileSync(join(directory, fileName), 'utf8'));
      assert.deepEqual(tooWide(text, 80), []);
    });
  }
});
