// Whole reports against golden files: what a person sees, at two widths, with colour and without.

import { test } from 'node:test';
import { scenarios } from '../../bench/index.ts';
import { microSubjects } from '../../bench/micro-index.ts';
import { profileFamilies } from '../../bench/profile-index.ts';
import type { OpenLoad } from '../../src/model/load.ts';
import type { Run } from '../../src/model/run.ts';
import { serverPatterns } from '../../src/model/server-spec.ts';
import { renderList } from '../../src/report/list.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderTable } from '../../src/report/table.ts';
import { assertGolden } from '../support/golden.ts';
import { constantHistogram } from '../support/made-case.ts';
import { sampleRun } from '../support/sample-run.ts';

const complete = sampleRun();
const constantOpenLoad: OpenLoad = {
  stages: [{ startNs: 0, endNs: 10_000_000_000, startPerSecond: 2_000, endPerSecond: 2_000 }],
  ...{ spacing: 'constant', onOverload: 'queue' },
};
const invalid: Partial<Run> = {
  validity: { valid: false, causes: ['forking ended by itself in pair 3 of 1 client, same core.'] },
};
const single: Partial<Run> = {
  kind: 'run',
  design: null,
  verdicts: [],
  notes: [],
  cases: complete.cases.slice(0, 1),
};

/** Open load of which every fortieth handshake timed out. */
const open: Partial<Run> = {
  ...single,
  cases: complete.cases.slice(0, 1).map((each) => ({
    ...each,
    load: { ...each.load, open: constantOpenLoad, clientCount: 50 },
    blocks: each.blocks.map((block) => ({
      ...block,
      censored: constantHistogram(1_000_000_000, 500),
      handshakes: { ...block.handshakes, failed: 500 },
      failures: [{ phase: 'ack', cause: 'timeout', count: 500 }],
    })),
  })),
};

const tables: readonly [fileName: string, run: Run, columns: number, colour: boolean][] = [
  ['compare-80.txt', complete, 80, false],
  ['compare-140.txt', complete, 140, false],
  ['compare-80-colour.txt', complete, 80, true],
  ['compare-140-colour.txt', complete, 140, true],
  ['compare-invalid.txt', sampleRun(invalid), 80, false],
  ['compare-interrupted.txt', sampleRun({ status: 'interrupted' }), 80, false],
  ['run-80.txt', sampleRun(single), 80, false],
  ['run-open-100.txt', sampleRun(open), 100, false],
];

for (const [fileName, run, columns, colour] of tables) {
  test(`the table looks as in ${fileName}`, () => {
    assertGolden(fileName, renderTable(run, { columns, colour }));
  });
}

const pages: readonly [fileName: string, run: Run][] = [
  ['compare.md', complete],
  ['compare-invalid.md', sampleRun(invalid)],
  ['run.md', sampleRun(single)],
  ['run-open.md', sampleRun(open)],
];

for (const [fileName, run] of pages) {
  test(`the page looks as in ${fileName}`, () => assertGolden(fileName, renderMarkdown(run)));
}

test('the list looks as in list-80.txt', () => {
  const style = { columns: 80, colour: false };
  assertGolden(
    'list-80.txt',
    renderList(
      {
        ...{ patterns: serverPatterns, profiles: profileFamilies },
        ...{ scenarios, micro: microSubjects },
      },
      style,
    ),
  );
});
