// A history as comma-separated values by RFC 4180: one point a line, and what happened at it.

import type { History, SeriesHistory } from '../../model/history.ts';
import { csvText } from './csv-text.ts';

const columns = [
  ...['started_at', 'kind', 'scenario', 'commit', 'fingerprint', 'case', 'server'],
  ...['metric', 'unit', 'better', 'value', 'change', 'certainty', 'accepted'],
];

/** Renders every point; `change` is the direction of a change that begins there, else empty. */
export function renderHistoryCsv({ series }: History): string {
  return csvText([columns, ...series.flatMap(rowsOf)]);
}

function rowsOf({ key, points, changes }: SeriesHistory): string[][] {
  return points.map(({ startedAt, commit, value }, index) => {
    const change = changes.find(({ at }) => at === index);
    return [
      ...[startedAt, key.kind, key.scenario, commit ?? '', key.fingerprint, key.case, key.server],
      ...[key.metric, key.unit, key.better, String(value)],
      ...[change?.direction ?? '', change?.certainty ?? '', change?.acceptance?.reason ?? ''],
    ];
  });
}
