// What a handshake cost: a row for the server and one for its clients, and no figure that nobody
// counted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseResult } from '../../../src/model/run.ts';
import { caseFigures } from '../../../src/report/case-figures.ts';
import { costColumns, costRows, partyColumn } from '../../../src/report/cost-columns.ts';
import { madeBlock, madeCase, madeUse } from '../../support/made-case.ts';

function cells(
  serverUse: ReturnType<typeof madeUse> | null,
  parts: Pick<CaseResult, 'systemCalls'> = {},
): string[][] {
  const figures = caseFigures({ ...madeCase('basic', [madeBlock({ serverUse })]), ...parts });
  const rows = costRows([figures]);
  return rows.map((row) =>
    [partyColumn, ...costColumns(rows)].map((column) => String(column.cell(row))),
  );
}

test('shows user and system time, both kinds of switches, faults and forks of either side', () => {
  assert.deepEqual(cells(madeUse({ minorFaultCount: 5_000, forkCount: 2_000 })), [
    ['basic', '5.00 µs', '15.0 µs', '2.00', '0.100', '2.50', '1.00'],
    ['· its clients', '5.00 µs', '15.0 µs', '2.00', '0.100', '0', '0'],
  ]);
});

test('shows system calls where some were counted', () => {
  const systemCalls = { server: { handshakeCount: 200, callCount: 2_250 }, clients: null };
  assert.deepEqual(
    cells(madeUse(), { systemCalls }).map((row) => row[7]),
    ['11.3', '–'],
  );
});

test('leaves a fork count that nobody knows unsaid', () => {
  assert.equal(cells(madeUse({ forkCount: null }))[0]?.[6], '–');
});

test('has no row for a server that was not measured', () => {
  assert.deepEqual(
    cells(null).map(([party]) => party),
    ['· its clients'],
  );
});
