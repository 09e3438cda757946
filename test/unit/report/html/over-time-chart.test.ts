// Runs that were recorded over time, and failures: which charts their pages have, what these show,
// and that many of them do not make a page large.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Run } from '../../../../src/model/run.ts';
import type { Chart } from '../../../../src/report/html/chart.ts';
import { runCharts } from '../../../../src/report/html/run-charts.ts';
import { renderHtml } from '../../../../src/report/html/run-page.ts';
import { establishedIn } from '../../../../src/stats/time-grid.ts';
import { toStoredRun } from '../../../../src/store/to-stored-run.ts';
import { chartWarnings } from '../../../support/chart-warnings.ts';
import { madeCase } from '../../../support/made-case.ts';
import { assertFiguresOf, valueAt } from '../../../support/page-figures.ts';
import {
  columnNs,
  failures,
  recordedBlock,
  recordedGrid,
  recordedRun,
} from '../../../support/recorded-run.ts';
import { sampleRun } from '../../../support/sample-run.ts';

function chartsOf(run: Run): Chart[] {
  return runCharts(run).flatMap(({ charts, overTime }) => [
    ...charts,
    ...overTime.map(({ chart }) => chart),
  ]);
}

function overTimeOf(run: Run): Chart[] {
  return chartsOf(run).filter(({ id }) => id.startsWith('over-time'));
}

/** The data of the parts of a chart, from the top. */
function partsOf({ spec }: Chart): Readonly<Record<string, number | string>>[][] {
  const { vconcat } = spec as { vconcat: { data: { values: Record<string, number>[] } }[] };
  return vconcat.map(({ data }) => data.values);
}

group('over time', () => {
  test('only what was recorded over time has a chart', () => {
    assert.deepEqual(
      overTimeOf(recordedRun()).map(({ title }) => title),
      ['Over time, basic, 1 client, same core'],
    );
    assert.deepEqual(overTimeOf(sampleRun()), []);
  });

  test('throughput is what was established within the time of each column', () => {
    const [, throughput = []] = partsOf(overTimeOf(recordedRun())[0] as Chart);
    const grid = recordedGrid(3);
    const wholeNs = 2 * columnNs;
    const [first, second] = grid.columns.map(establishedIn);
    assert.equal(throughput[0]?.['perSecond'], ((first ?? 0) + (second ?? 0)) / (wholeNs / 1e9));
    const counted = throughput.slice(0, -1).reduce((sum, { startNs, perSecond }, column) => {
      const endNs = Math.min((column + 1) * wholeNs, grid.spanNs);
      return sum + (Number(perSecond) * (endNs - Number(startNs))) / 1e9;
    }, 0);
    const established = grid.columns.reduce((sum, column) => sum + establishedIn(column), 0);
    assert.ok(Math.abs(counted - established) < 1e-3, `${counted} of ${established}`);
  });

  test('a stall is a time without a mark and without throughput, in which some failed', () => {
    const [cells = [], throughput = [], failed = []] = partsOf(
      overTimeOf(recordedRun())[0] as Chart,
    );
    const [fromNs, toNs] = [60 * columnNs, 70 * columnNs];
    assert.ok(cells.length > 30);
    assert.ok(
      cells.every(({ startNs, endNs }) => Number(endNs) <= fromNs || Number(startNs) >= toNs),
    );
    assert.deepEqual(
      throughput.flatMap(({ startNs, perSecond }) => (perSecond === 0 ? Number(startNs) : [])),
      [60, 62, 64, 66, 68].map((column) => column * columnNs),
    );
    assert.deepEqual(failed, [{ startNs: 64 * columnNs, endNs: 66 * columnNs, failedCount: 2 }]);
  });

  test('a recording in which nothing was established still shows that', () => {
    const grid = recordedGrid(1);
    const columns = grid.columns.map((column) => ({ ...column, countByRow: new Map() }));
    const run = recordedRun({
      cases: [madeCase('basic', [recordedBlock({ overTime: { ...grid, columns } })])],
    });
    const [chart] = overTimeOf(run);
    assert.ok(chart !== undefined);
    assert.equal(partsOf(chart).length, 2);
    assert.match(String(chart.description), /^No handshake was established\./);
    assert.deepEqual(chartWarnings([chart]), []);
  });

  test('repeated recordings of a case have a chart each', () => {
    const blocks = [1, 2].map((seed) => recordedBlock({ overTime: recordedGrid(seed) }));
    const charts = overTimeOf(recordedRun({ cases: [madeCase('basic', blocks)] }));
    assert.match(charts[1]?.title ?? '', /, 2 of 2$/);
    assert.equal(new Set(charts.map(({ id }) => id)).size, 2);
  });

  test('a sweep folds the charts of its points away', () => {
    const [sweep] = runCharts(recordedRun({ kind: 'sweep' }));
    assert.equal(sweep?.overTime.length, 1);
    assert.ok(sweep?.charts.every(({ id }) => !id.startsWith('over-time')));
  });
});

group('failures', () => {
  test('are drawn by phase and cause in the order of the phases, where there are some', () => {
    const [chart, ...others] = chartsOf(recordedRun()).filter(({ id }) => /^failures/.test(id));
    assert.ok(chart !== undefined && others.length === 0);
    const { encoding } = chart.spec as unknown as { encoding: { y: { sort: string[] } } };
    assert.deepEqual(encoding.y.sort, ['ack: timeout', 'operation: lost']);
    assert.deepEqual(
      chart.table.rows.map(([, phase, cause]) => [phase, cause]),
      failures.map(({ phase, cause }) => [phase, cause]),
    );
    const sound = recordedRun({ cases: [madeCase('basic', [recordedBlock()])] });
    assert.ok(chartsOf(sound).every(({ id }) => !/^failures/.test(id)));
  });
});

group('a page', () => {
  test('shows no number of these charts that is not in the stored run', async () => {
    for (const run of [recordedRun(), recordedRun({ kind: 'sweep' })]) {
      const stored = toStoredRun(run);
      const page = await renderHtml(run);
      assert.ok(assertFiguresOf(page, stored) > 40);
      const places = [...page.matchAll(/data-field="([^"]*\.established\[[^"]*)"/g)];
      const shown = places.map(([, place = '']) => Number(valueAt(stored, place)));
      const [grid] = run.cases.flatMap(({ blocks }) =>
        blocks.flatMap((each) => each.overTime ?? []),
      );
      assert.equal(
        shown.reduce((sum, count) => sum + count, 0),
        grid?.columns.reduce((sum, column) => sum + establishedIn(column), 0),
      );
    }
  });

  test('has charts that Vega-Lite accepts without a warning', () => {
    assert.deepEqual(chartWarnings(chartsOf(recordedRun())), []);
  });

  test('of twenty cases stays below 1 MiB', async () => {
    const cases = Array.from({ length: 20 }, (_, number) => {
      const made = madeCase(`server ${number}`, [
        recordedBlock({ overTime: recordedGrid(number + 1) }),
      ]);
      return { ...made, group: `group ${number}` };
    });
    const page = await renderHtml(recordedRun({ cases }));
    assert.equal(page.match(/<figure id="over-time/g)?.length, 20);
    assert.ok(page.length < 1_048_576, `${page.length} bytes`);
  });
});
