// What a handshake cost the server and its clients, as the kernel counted it: a row for either.
// These figures hardly move with noise, so a change in them is news even where time cannot tell.

import type { UsePerHandshake } from '../model/case-totals.ts';
import type { CaseFigures } from './case-figures.ts';
import { formatAverage, formatDuration } from './format-quantity.ts';
import type { TableColumn } from './stacked-table.ts';
import { tracedColumn } from './traced-column.ts';

/** One party of one case. */
export interface CostRow {
  /** Where its figures stand in the stored run. */
  readonly place: string;
  readonly party: string;
  readonly use: UsePerHandshake;
}

/** The server of each case and then its clients; no row where nothing was counted. */
export function costRows(cases: readonly CaseFigures[]): CostRow[] {
  return cases
    .flatMap(({ place, server, serverPerHandshake, clientPerHandshake }) => [
      { place: `${place}.perHandshake.server`, party: server, use: serverPerHandshake },
      {
        place: `${place}.perHandshake.clients`,
        ...{ party: '· its clients', use: clientPerHandshake },
      },
    ])
    .filter(({ use }) => use.cpuNs !== null);
}

/** The column that names the party. */
export const partyColumn: TableColumn<CostRow> = {
  heading: 'a handshake\ncosts',
  align: 'left',
  cell: ({ party }) => party,
};

/**
 * One column for each thing that the kernel counts for a process. System calls have one only where
 * some were counted, for that takes a privilege.
 */
export function costColumns(rows: readonly CostRow[]): readonly TableColumn<CostRow>[] {
  const isCounted = rows.some(({ use }) => use.systemCallCount !== null);
  return isCounted ? [...usualColumns, systemCallColumn] : usualColumns;
}

const usualColumns: readonly TableColumn<CostRow>[] = [
  tracedColumn('user\nCPU', 'userNs', ({ use }) => formatDuration(use.userNs)),
  tracedColumn('system\nCPU', 'systemNs', ({ use }) => formatDuration(use.systemNs)),
  tracedColumn('voluntary\nswitches', 'voluntarySwitches', ({ use }) =>
    formatAverage(use.voluntarySwitchCount),
  ),
  tracedColumn('involuntary\nswitches', 'involuntarySwitches', ({ use }) =>
    formatAverage(use.involuntarySwitchCount),
  ),
  tracedColumn('minor\nfaults', 'minorFaults', ({ use }) => formatAverage(use.minorFaultCount)),
  tracedColumn('\nforks', 'forks', ({ use }) => formatAverage(use.forkCount)),
];

const systemCallColumn: TableColumn<CostRow> = tracedColumn(
  'system\ncalls',
  'systemCalls',
  ({ use }) => formatAverage(use.systemCallCount),
);
