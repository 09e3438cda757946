// The baselines there are, one a line: what they measured, when, and whether this is their machine.

import type { Run } from '../model/run.ts';
import { formatCount } from './format-quantity.ts';
import { palette } from './palette.ts';
import { renderStackedTable, type TableColumn } from './stacked-table.ts';
import type { TerminalStyle } from './table.ts';

/** A baseline as the list shows it. */
export interface ListedBaseline {
  readonly name: string;
  readonly run: Run;
}

/** The list as text that ends in a line break; without baselines it says how to make one. */
export function renderBaselineList(
  baselines: readonly ListedBaseline[],
  style: TerminalStyle & { readonly fingerprint: string },
): string {
  if (baselines.length === 0) {
    return 'There is no baseline yet. Save one: fifobench baseline save NAME SERVER\n';
  }
  const paint = palette(style.colour);
  const table = renderStackedTable({
    key: { heading: 'baseline', align: 'left', cell: ({ name }) => name },
    columns: columnsFor(style.fingerprint),
    rows: baselines,
    width: style.columns,
    paintHeading: paint.faint,
  });
  return `${table}\n`;
}

function columnsFor(fingerprint: string): TableColumn<ListedBaseline>[] {
  return [
    text('server', ({ cases }) => [...new Set(cases.map(({ server }) => server.name))].join(', ')),
    { heading: 'cases', align: 'right', cell: ({ run }) => formatCount(run.cases.length) },
    { heading: 'blocks', align: 'right', cell: ({ run }) => formatCount(blockCount(run)) },
    text('measured', ({ startedAt }) => startedAt.replace(/\.\d+/, '')),
    text('commit', ({ tool }) => tool.commit.slice(0, 12)),
    text('machine', ({ environment }) =>
      environment.fingerprint === fingerprint ? 'this one' : environment.fingerprint,
    ),
  ];
}

function blockCount({ cases }: Run): number {
  return cases.flatMap(({ blocks }) => blocks.filter(({ pairKind }) => pairKind !== 'same')).length;
}

function text(heading: string, cell: (run: Run) => string): TableColumn<ListedBaseline> {
  return { heading, align: 'left', cell: ({ run }) => cell(run) };
}
