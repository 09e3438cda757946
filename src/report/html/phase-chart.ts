// Where a handshake's time goes: the mean of each phase of the client, which add up to the mean of
// the whole, and below it what the server's own fork took, where it forks.

import { phases } from '../../model/block.ts';
import { formatDuration } from '../format-quantity.ts';
import { type Chart, type ChartRow, durationLabel, plotWidth, seriesColours } from './chart.ts';
import { figure, type Markup } from './markup.ts';
import type { PlacedCase } from './placed-case.ts';

const forkLabel = 'fork';
const meanings =
  'prepare makes the private FIFO, connect opens the well-known pipe, send writes the name, ack ' +
  'waits for the acknowledgement, respond removes the FIFO and answers';

/** The phases of the cases of one group; `null` where none has a sample. */
export function phaseChart(group: string, cases: readonly PlacedCase[]): Chart | null {
  const values = cases.flatMap((placed) => [...clientRows(placed), ...forkRows(placed)]);
  if (values.length === 0) {
    return null;
  }
  const forkPart = cases.some(({ totals }) => totals.forkNs !== null) ? [forkLabel] : [];
  const parts = [...phases, ...forkPart];
  return {
    id: `phases-${cases[0]?.index ?? 0}`,
    title: `Where the time goes, ${group}`,
    description:
      `Mean time of each phase on the client's side: ${meanings}.` +
      forkPart.map(() => " The fork is the server's own call, part of ack.").join(''),
    spec: {
      ...{ width: plotWidth, height: { step: 26 }, data: { values } },
      mark: { type: 'bar' },
      encoding: {
        y: { field: 'row', type: 'nominal', title: null, sort: null },
        x: {
          ...{ field: 'meanNs', type: 'quantitative', title: null, stack: 'zero' },
          axis: { labelExpr: durationLabel(), tickCount: 5 },
        },
        color: {
          ...{ field: 'part', type: 'nominal', title: null },
          scale: { domain: parts, range: seriesColours(parts.length) },
          legend: { columns: 3, symbolType: 'square' },
        },
        order: { field: 'order', type: 'quantitative' },
      },
    },
    table: {
      headings: ['server', ...parts],
      rows: cases.map((placed) => [
        placed.result.server.name,
        ...phases.map((phase) =>
          figure(
            `cases[${placed.index}].phasesNs.${phase}.mean`,
            formatDuration(placed.totals.latencies.phases[phase].meanNs),
          ),
        ),
        ...forkPart.map(() => forkFigure(placed)),
      ]),
    },
  };
}

function clientRows({ result, totals: { latencies } }: PlacedCase): ChartRow[] {
  return phases.flatMap((phase, order) => {
    const { meanNs } = latencies.phases[phase];
    return meanNs === null ? [] : [{ row: result.server.name, part: phase, order, meanNs }];
  });
}

function forkRows({ result, totals }: PlacedCase): ChartRow[] {
  const meanNs = totals.forkNs?.meanNs ?? null;
  return meanNs === null
    ? []
    : [{ row: `${result.server.name}: fork`, part: forkLabel, order: 0, meanNs }];
}

function forkFigure({ index, totals: { forkNs } }: PlacedCase): Markup | string {
  return forkNs === null
    ? '–'
    : figure(`cases[${index}].forkNs.mean`, formatDuration(forkNs.meanNs));
}
