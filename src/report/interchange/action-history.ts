// A history in the form in which github-action-benchmark keeps its own: a suite for each direction,
// an entry a run. It can stand in the place of the action's data file.

import type { History, HistoryPoint, Measure, SeriesHistory } from '../../model/history.ts';

interface ActionEntry {
  readonly commit: { readonly id: string; readonly message: string; readonly timestamp: string };
  readonly date: number;
  readonly tool: string;
  readonly benches: { readonly name: string; readonly value: number; readonly unit: string }[];
}

const suites = [
  { better: 'lower', name: 'fifobench, smaller is better', tool: 'customSmallerIsBetter' },
  { better: 'higher', name: 'fifobench, bigger is better', tool: 'customBiggerIsBetter' },
] as const;

/** Renders the points of a history; a suite without points is left out. */
export function renderActionHistory({ series }: History): string {
  const entries = suites.flatMap(({ better, name, tool }) => {
    const listed = entriesOf(series, { better, tool });
    return listed.length === 0 ? [] : [[name, listed] as const];
  });
  const dates = entries.flatMap(([, listed]) => listed.map(({ date }) => date));
  const lastUpdate = dates.reduce((latest, date) => Math.max(latest, date), 0);
  const data = { lastUpdate, repoUrl: '', entries: Object.fromEntries(entries) };
  return `${JSON.stringify(data, null, 2)}\n`;
}

function entriesOf(
  series: readonly SeriesHistory[],
  { better, tool }: { better: Measure['better']; tool: string },
): ActionEntry[] {
  const byFile = new Map<string, ActionEntry>();
  for (const { key, points } of series.filter((each) => each.key.better === better)) {
    for (const point of points) {
      const entry = byFile.get(point.file) ?? entryOf(point, tool);
      byFile.set(point.file, entry);
      const name = key.metric === 'value' ? key.case : `${key.case}: ${key.metric}`;
      entry.benches.push({ name, value: point.value, unit: key.unit });
    }
  }
  return [...byFile.values()].sort((left, right) => left.date - right.date);
}

function entryOf({ startedAt, commit }: HistoryPoint, tool: string): ActionEntry {
  return {
    commit: { id: commit ?? '', message: '', timestamp: startedAt },
    date: Date.parse(startedAt),
    tool,
    benches: [],
  };
}
