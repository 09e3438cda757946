// What a handshake cost the server and its clients, as the kernel counted it: a row for either.
// These figures hardly move with noise, so a change in them is news even where time cannot tell.

import type { UsePerHandshake } from '../model/case-totals.ts';
import type { CaseFigures } from './case-figures.ts';
import { formatAverage, formatDuration } from './format-quantity.ts';
import type { TableColumn } from './stacked-table.ts';

/** One party of one case. */
export interface CostRow {
  readonly party: string;
  readonly use: UsePerHandshake;
}

/** The server of each case and then its clients; no row where nothing was counted. */
export function costRows(cases: readonly CaseFigures[]): CostRow[] {
  return cases
    .flatMap(({ server, serverPerHandshake, clientPerHandshake }) => [
      { party: server, use: serverPerHandshake },
      { party: '· its clients', use: clientPerHandshake },
    ])
    .filter(({ use }) => use.cpuNs !== null);
}

/** The column that names the party. */
export const partyColumn: TableColumn<CostRow> = {
  heading: 'a handshake\ncosts',
  align: 'left',
  cell: ({ party }) => party,
};

/** One column for each thing that the kernel counts for a process of its own accord. */
export const costColumns: readonly TableColumn<CostRow>[] = [
  column('user\nCPU', ({ use }) => formatDuration(use.userNs)),
  column('system\nCPU', ({ use }) => formatDuration(use.systemNs)),
  column('voluntary\nswitches', ({ use }) => formatAverage(use.voluntarySwitchCount)),
  column('involuntary\nswitches', ({ use }) => formatAverage(use.involuntarySwitchCount)),
  column('minor\nfaults', ({ use }) => formatAverage(use.minorFaultCount)),
  column('\nforks', ({ use }) => formatAverage(use.forkCount)),
];

function column(heading: string, cell: (row: CostRow) => string): TableColumn<CostRow> {
  return { heading, align: 'right', cell };
}
