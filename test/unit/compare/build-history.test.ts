// From digests to series: what makes a series, in which order its points stand, what is found in
// it, and what an acceptance silences.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { buildHistory, type HistoryRules } from '../../../src/compare/build-history.ts';
import { openFindings } from '../../../src/compare/open-findings.ts';
import type { Acceptance, RunDigest, SeriesHistory } from '../../../src/model/history.ts';
import { madeCase } from '../../support/made-case.ts';

const rules: HistoryRules = {
  ...{ metrics: null, deltaRatio: 0.05, commitPlaces: null, acceptances: [] },
};

const startOf = (index: number) => new Date(Date.UTC(2025, 0, 1, index)).toISOString();

function digest(value: number, index: number, change: Partial<RunDigest> = {}): RunDigest {
  return {
    ...{ file: `${index}.json`, kind: 'run', startedAt: startOf(index), commit: null },
    ...{ scenario: 'default', fingerprint: 'f1', isSound: true },
    cases: [
      {
        ...{ name: 'basic, 1 client', server: 'basic', conditions: '[]', load: null },
        figures: [{ metric: 'service_p50', unit: 'ns', better: 'lower', value }],
      },
    ],
    ...change,
  };
}

/** Twenty runs at 100 and ten at another level, each with a small ripple. */
function steppedDigests(level: number, better: 'lower' | 'higher' = 'lower'): RunDigest[] {
  return Array.from({ length: 30 }, (_, index) => {
    const made = digest((index < 20 ? 100 : level) + (index % 3) / 10, index);
    return {
      ...made,
      cases: made.cases.map((each) => ({
        ...each,
        figures: each.figures.map((figure) => ({ ...figure, better })),
      })),
    };
  });
}

function onlySeries(digests: readonly RunDigest[], change: Partial<HistoryRules> = {}) {
  const { series } = buildHistory(digests, { ...rules, ...change });
  assert.equal(series.length, 1);
  return series[0] as SeriesHistory;
}

group('a series', () => {
  test('is one figure of one case on one machine in one scenario', () => {
    const [first] = digest(1, 0).cases;
    assert.ok(first !== undefined);
    const others: Partial<RunDigest>[] = [
      { fingerprint: 'f2' },
      { scenario: 'other' },
      { kind: 'compare' },
      { cases: [{ ...first, name: 'basic, 2 clients' }] },
      { cases: [{ ...first, server: 'forking' }] },
      { cases: [{ ...first, conditions: '[1]' }] },
    ];
    for (const other of others) {
      const digests = [digest(1, 0), digest(1, 1), digest(1, 2, other)];
      const { series } = buildHistory(digests, rules);
      assert.deepEqual(
        series.map(({ points }) => points.length),
        [2, 1],
        JSON.stringify(other),
      );
      assert.notEqual(series[0]?.id, series[1]?.id);
    }
  });

  test('has only sound runs, and the history says how many were left out', () => {
    const history = buildHistory([digest(1, 0), digest(9, 1, { isSound: false })], rules);
    assert.deepEqual([history.runCount, history.unsoundCount], [2, 1]);
    assert.equal(history.series[0]?.points.length, 1);
  });

  test('has the metrics that were asked for, or those that are compared', () => {
    const run = digest(1, 0);
    const figures = ['service_p50', 'response_p99', 'bytes_per_second'].map((metric) => {
      return { metric, unit: '', better: 'lower' as const, value: 1 };
    });
    const stage = { startNs: 0, endNs: 1, startPerSecond: 1, endPerSecond: 1 };
    const open = { stages: [stage], spacing: 'constant', onOverload: 'queue' } as const;
    const { load } = madeCase('basic', []);
    const loadOf = (isOpen: boolean) => ({ load: isOpen ? { ...load, open } : load, burden: null });
    const withFigures = (isOpen: boolean) => ({
      ...run,
      cases: run.cases.map((each) => ({ ...each, load: loadOf(isOpen), figures })),
    });
    const metricsOf = (isOpen: boolean, metrics: readonly string[] | null) =>
      buildHistory([withFigures(isOpen)], { ...rules, metrics }).series.map(
        ({ key }) => key.metric,
      );
    assert.deepEqual(metricsOf(false, null), ['service_p50']);
    assert.deepEqual(metricsOf(true, null), ['service_p50', 'response_p99']);
    assert.deepEqual(metricsOf(false, ['bytes_per_second']), ['bytes_per_second']);
  });

  test('of no runs does not exist', () => {
    assert.deepEqual(buildHistory([], rules).series, []);
  });
});

group('order', () => {
  const commits = ['c', 'a', 'b'];
  const digests = commits.map((commit, index) => digest(index, index, { commit }));
  const places = new Map(['a', 'b', 'c'].map((commit, place) => [commit, place]));

  test('is that of the commits where all have a place', () => {
    const history = buildHistory(digests, { ...rules, commitPlaces: places });
    assert.equal(history.order, 'commit');
    assert.deepEqual(
      history.series[0]?.points.map(({ commit }) => commit),
      ['a', 'b', 'c'],
    );
  });

  test('is that of time where one has none, or all have the same', () => {
    const foreign = [...digests, digest(3, 3, { commit: 'elsewhere' })];
    for (const each of [foreign, [digest(1, 0, { commit: 'a' })], [digest(1, 0)]]) {
      assert.equal(buildHistory(each, { ...rules, commitPlaces: places }).order, 'time');
    }
  });

  test('keeps runs of one commit in the order of their start', () => {
    const twice = [
      digest(1, 0, { commit: 'b' }),
      digest(2, 1, { commit: 'a' }),
      digest(3, 2, { commit: 'b' }),
    ];
    const { series } = buildHistory(twice, { ...rules, commitPlaces: places });
    assert.deepEqual(
      series[0]?.points.map(({ value }) => value),
      [2, 1, 3],
    );
  });
});

group('a change', () => {
  test('for the worse has regressed, for the better improved, whichever way it counts', () => {
    const directionOf = (level: number, better: 'lower' | 'higher') =>
      onlySeries(steppedDigests(level, better)).changes.map(({ direction }) => direction);
    assert.deepEqual(directionOf(120, 'lower'), ['regressed']);
    assert.deepEqual(directionOf(80, 'lower'), ['improved']);
    assert.deepEqual(directionOf(120, 'higher'), ['improved']);
    assert.deepEqual(directionOf(80, 'higher'), ['regressed']);
  });

  test('keeps its name when more runs come', () => {
    const digests = steppedDigests(120);
    const [id] = onlySeries(digests).changes.map((change) => change.id);
    assert.match(id ?? '', /^[0-9a-f]{8}$/);
    const more = [...digests, ...[30, 31, 32].map((index) => digest(120.1, index))];
    assert.equal(onlySeries(more).changes[0]?.id, id);
  });

  test('that was accepted says so, also where it moved a little, and is open no more', () => {
    const series = onlySeries(steppedDigests(120));
    const acceptance: Acceptance = {
      ...{ series: series.id, title: 'basic', startedAt: startOf(22), commit: null },
      ...{ direction: 'regressed', reason: 'a new kernel' },
    };
    const accepted = buildHistory(steppedDigests(120), { ...rules, acceptances: [acceptance] });
    assert.equal(accepted.series[0]?.changes[0]?.acceptance?.reason, 'a new kernel');
    assert.equal(openFindings(accepted).regressionCount, 0);
    assert.equal(openFindings(buildHistory(steppedDigests(120), rules)).regressionCount, 1);
  });

  test('is not silenced by the acceptance of another run, direction or series', () => {
    const { id } = onlySeries(steppedDigests(120));
    const acceptance: Acceptance = {
      ...{ series: id, title: 'basic', startedAt: startOf(20), commit: null },
      ...{ direction: 'regressed', reason: 'a new kernel' },
    };
    const others: Acceptance[] = [
      { ...acceptance, startedAt: startOf(10) },
      { ...acceptance, direction: 'improved' },
      { ...acceptance, series: 'another' },
    ];
    for (const other of others) {
      const [change] = onlySeries(steppedDigests(120), { acceptances: [other] }).changes;
      assert.equal(change?.acceptance, null);
    }
  });

  test('that later runs made good is no open regression', () => {
    const recovered = Array.from({ length: 45 }, (_, index) =>
      digest((index >= 15 && index < 30 ? 130 : 100) + (index % 3) / 10, index),
    );
    const history = buildHistory(recovered, rules);
    assert.deepEqual(
      history.series[0]?.changes.map(({ direction }) => direction),
      ['regressed', 'improved'],
    );
    assert.equal(openFindings(history).regressionCount, 0);
  });
});

group('the newest run', () => {
  const digests = Array.from({ length: 21 }, (_, index) =>
    digest(index === 20 ? 140 : 100 + (index % 3), index),
  );

  test('alarms where it is out of the ordinary', () => {
    const history = buildHistory(digests, rules);
    assert.equal(history.series[0]?.alarm?.direction, 'regressed');
    assert.deepEqual(openFindings(history), { regressionCount: 0, alarmCount: 1 });
  });

  test('is silenced by an acceptance', () => {
    const { id, alarm } = onlySeries(digests);
    assert.equal(alarm?.acceptance, null);
    const acceptance: Acceptance = {
      ...{ series: id, title: 'basic', startedAt: startOf(20), commit: null },
      ...{ direction: 'regressed', reason: 'moved house' },
    };
    const history = buildHistory(digests, { ...rules, acceptances: [acceptance] });
    assert.equal(openFindings(history).alarmCount, 0);
  });
});
