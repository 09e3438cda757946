// Failed handshakes by where they failed and why, for each server.

import { type FailureCount, phases } from '../../model/block.ts';
import { formatCount } from '../format-quantity.ts';
import { type Chart, plotWidth } from './chart.ts';
import { figure } from './markup.ts';
import type { PlacedCase } from './placed-case.ts';
import { serverScales } from './server-scales.ts';

/** The failures of these cases; `null` where nothing failed. */
export function failureChart(title: string, cases: readonly PlacedCase[]): Chart | null {
  const failures = cases.flatMap(({ result, index, totals }) =>
    totals.failures.map((failure, place) => ({ result, index, place, ...failure })),
  );
  if (failures.length === 0) {
    return null;
  }
  const kinds = [...new Set(failures.toSorted(inOrderOfPhases).map(kindOf))];
  const values = failures.map(({ result, count, ...failure }) => {
    return { server: result.server.name, kind: kindOf(failure), count };
  });
  return {
    id: `failures-${failures[0]?.index ?? 0}`,
    title: `Failures, ${title}`,
    description:
      'Failed handshakes and sessions by the phase in which they failed and the cause. None of ' +
      'them is part of a latency.',
    spec: {
      ...{ width: plotWidth, height: { step: 30 }, data: { values } },
      mark: { type: 'bar' },
      encoding: {
        y: { field: 'kind', type: 'nominal', title: null, sort: kinds },
        x: {
          ...{ aggregate: 'sum', field: 'count', type: 'quantitative', title: 'failed' },
          axis: { format: '~s', tickCount: 5, tickMinStep: 1 },
        },
        color: serverScales(cases.map(({ result }) => result.server.name)).color,
      },
    },
    table: {
      headings: ['case', 'phase', 'cause', 'failed'],
      rows: failures.map(({ result, index, place, phase, cause, count }) => [
        result.name,
        ...[phase, cause],
        figure(`cases[${index}].errors[${place}].count`, formatCount(count)),
      ]),
    },
  };
}

function kindOf({ phase, cause }: Pick<FailureCount, 'phase' | 'cause'>): string {
  return `${phase}: ${cause}`;
}

function inOrderOfPhases(left: FailureCount, right: FailureCount): number {
  const order: readonly string[] = [...phases, 'operation'];
  return order.indexOf(left.phase) - order.indexOf(right.phase);
}
