// Runs as a table of comma-separated values by RFC 4180: one figure a line, of a case over all of
// its blocks and of each block on its own, and one for each probe of a check-up that was asked.

import type { Run } from '../../model/run.ts';
import { csvText } from './csv-text.ts';
import { exportedCases } from './exported-case.ts';

const columns = [
  ...['started_at', 'kind', 'scenario', 'commit', 'fingerprint', 'valid'],
  ...['case', 'server', 'block', 'metric', 'unit', 'value'],
];

/** Renders runs; the column `block` is empty over all blocks, else it counts from 0. */
export function renderCsv(runs: readonly Run[]): string {
  const rows = runs.flatMap((run) => {
    const head = [
      ...[run.startedAt, run.kind, run.scenario, run.tool.commit, run.environment.fingerprint],
      String(run.validity.valid),
    ];
    const probeRows = (run.checks ?? []).flatMap(({ server, probes }) =>
      probes
        .filter(({ outcome }) => outcome !== 'skipped')
        .map(({ probe, passed }) => [
          ...head,
          ...[server, server, '', probe, 'passed', passed ? '1' : '0'],
        ]),
    );
    const figureRows = exportedCases(run).flatMap(({ name, server, figures, blocks }) => {
      const parts = [{ figures, block: '' }, ...blocks.map((each, block) => ({ ...each, block }))];
      return parts.flatMap(({ figures: own, block }) =>
        own.map(({ metric, unit, value }) => [
          ...head,
          ...[name, server, String(block), metric, unit, String(value)],
        ]),
      );
    });
    return [...figureRows, ...probeRows];
  });
  return csvText([columns, ...rows]);
}
