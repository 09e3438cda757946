// Every format for other tools, read back by that format's own rules or by another reader: nothing
// is lost, nothing is invented, and names that would break a format do not.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { HistogramLogReader, type JsHistogram, listTags } from 'hdr-histogram-js';
import { z } from 'zod';
import { caseTotals } from '../../../../src/model/case-totals.ts';
import { metricValues } from '../../../../src/model/metric-values.ts';
import type { Run } from '../../../../src/model/run.ts';
import { renderBencher } from '../../../../src/report/interchange/bencher.ts';
import { renderBenchstat } from '../../../../src/report/interchange/benchstat.ts';
import { renderCsv } from '../../../../src/report/interchange/csv.ts';
import { exportedCases } from '../../../../src/report/interchange/exported-case.ts';
import { actionBenchmarks } from '../../../../src/report/interchange/github-action-benchmark.ts';
import { renderHlog } from '../../../../src/report/interchange/hlog.ts';
import { renderHyperfine } from '../../../../src/report/interchange/hyperfine.ts';
import { renderJunit } from '../../../../src/report/interchange/junit.ts';
import { renderOpenMetrics } from '../../../../src/report/interchange/openmetrics.ts';
import { madeCase, steadyBlock } from '../../../support/made-case.ts';
import { sampleCheck, sampleChecked } from '../../../support/made-check.ts';
import { sampleBenchRun } from '../../../support/made-micro.ts';
import { readCsv } from '../../../support/readers/csv.ts';
import { readOpenMetrics } from '../../../support/readers/open-metrics.ts';
import { readXml } from '../../../support/readers/xml.ts';
import { sampleRun } from '../../../support/sample-run.ts';

/** A case of three blocks, one of an A/A pair and one of a server that died. */
const blocks = [
  steadyBlock(40_000, { pair: 0 }),
  steadyBlock(50_000, { pair: 1 }),
  steadyBlock(60_000, { pair: 2 }),
  steadyBlock(90_000, { pair: 3, pairKind: 'same' }),
  steadyBlock(99_000, { pair: 4, serverFault: 'It died.' }),
];

/** A name that no format can take as it is. */
const awkward = 'a "quoted", <b>&\\ case/1\twith\nlines';

function awkwardRun(change: Partial<Run> = {}): Run {
  const plain = madeCase('basic', blocks.slice(0, 4));
  return sampleRun({ cases: [{ ...plain, name: awkward }], verdicts: [], ...change });
}

group('a check-up', () => {
  const run = sampleCheck(1);
  const checked = sampleChecked;

  test('is a test case a probe, failed where there is something to mend', () => {
    const suite = readXml(renderJunit([run])).children[0];
    assert.ok(suite !== undefined);
    const probes = suite.children.slice(1);
    assert.deepEqual(
      probes.map(({ attributes, children: [end] }) => [attributes.name, end?.name ?? 'passed']),
      checked.probes.map(({ probe, passed, outcome }) => [
        probe,
        outcome === 'skipped' ? 'skipped' : passed ? 'passed' : 'failure',
      ]),
    );
  });

  test('is a line a probe that was asked', () => {
    const rows = readCsv(renderCsv([run]));
    assert.deepEqual(
      rows.map(({ server, metric, unit, value }) => [server, metric, unit, value]),
      checked.probes
        .filter(({ outcome }) => outcome !== 'skipped')
        .map(({ probe, passed }) => [checked.server, probe, 'passed', passed ? '1' : '0']),
    );
  });
});

group('what is exported', () => {
  test('is each sound block of different servers, and the metrics of the totals', () => {
    const run = sampleRun({ cases: [madeCase('basic', blocks)] });
    const [exported] = exportedCases(run);
    assert.equal(exported?.blocks.length, 3);
    const service = exported?.figures.find(({ metric }) => metric === 'service_p50');
    assert.deepEqual(
      service?.blockValues.map((value) => Math.round(value / 1e3)),
      [40, 50, 60],
    );
    const [caseResult] = run.cases;
    assert.ok(caseResult !== undefined);
    assert.equal(service?.value, metricValues(caseTotals(caseResult)).service_p50);
  });

  test('is nothing of what is unknown', () => {
    const [exported] = exportedCases(sampleRun({ cases: [madeCase('basic', [])] }));
    assert.deepEqual([exported?.figures, exported?.blocks], [[], []]);
  });

  test('is a micro-benchmark too', () => {
    assert.equal(exportedCases(sampleBenchRun())[0]?.figures[0]?.metric, 'operation_mean');
  });
});

group('benchstat text', () => {
  const text = renderBenchstat([awkwardRun(), sampleRun()]);
  const lines = text.split('\n').slice(0, -1);
  const results = lines.filter((line) => line.startsWith('Benchmark'));

  test('has a line a block, by the format of Go benchmarks', () => {
    assert.equal(results.length, 3 + 5);
    for (const line of results) {
      assert.match(line, /^Benchmark[^a-z\s]\S*\t[1-9]\d*(?:\t\d+(?:\.\d+)?(?:e-\d+)? \S+)+$/);
    }
    assert.equal(new Set(results.slice(0, 3).map((line) => line.split('\t')[0])).size, 1);
  });

  test('has nothing else but settings and directions of the units that it uses', () => {
    const others = lines.filter((line) => !line.startsWith('Benchmark'));
    for (const line of others) {
      assert.match(line, /^(?:Unit \S+ better=(?:lower|higher)|[a-z][^\sA-Z:]*: \S.*)$/);
    }
    const declared = new Set(others.flatMap((line) => /^Unit (\S+)/.exec(line)?.[1] ?? []));
    const used = new Set(
      results.flatMap((line) => line.split('\t').slice(2)).map((value) => value.split(' ')[1]),
    );
    assert.deepEqual(declared, used);
    assert.ok(lines.includes('Unit handshakes-per-second better=higher'));
    assert.ok(lines.includes('Unit service-p50-ns better=lower'));
  });
});

test('Bencher Metric Format holds to its published schema, names and bounds included', () => {
  const metric = z.strictObject({
    ...{
      value: z.number(),
      lower_value: z.number().optional(),
      upper_value: z.number().optional(),
    },
  });
  const slug = z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(64);
  const schema = z.record(z.string().min(1).max(1_024), z.record(slug, metric));
  const parsed = schema.parse(JSON.parse(renderBencher([awkwardRun()])));
  const p50 = parsed[awkward]?.['service-p50-ns'];
  assert.ok(p50 !== undefined);
  assert.ok((p50.lower_value ?? 0) <= p50.value && p50.value <= (p50.upper_value ?? 0));
  assert.deepEqual(
    [p50.lower_value, p50.upper_value].map((value) => Math.round((value ?? 0) / 1e3)),
    [40, 60],
  );
  assert.ok('failed-ratio' in (parsed[awkward] ?? {}));
});

test('github-action-benchmark gets two lists by direction, with unique names', () => {
  const entry = z.strictObject({
    ...{ name: z.string().min(1), unit: z.string(), value: z.number() },
    ...{ range: z.string().optional(), extra: z.string() },
  });
  const lists = actionBenchmarks([awkwardRun()]);
  const [smaller, bigger] = [lists.customSmallerIsBetter, lists.customBiggerIsBetter].map((list) =>
    z.array(entry).parse(list),
  );
  assert.ok(smaller?.some(({ name }) => name.endsWith(': service_p50')));
  assert.ok(bigger?.some(({ name }) => name.endsWith(': handshakes_per_second')));
  const names = [...(smaller ?? []), ...(bigger ?? [])].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(actionBenchmarks([]), { customSmallerIsBetter: [], customBiggerIsBetter: [] });
});

test('hyperfine JSON has seconds, and statistics that are those of its times', () => {
  const seconds = z.number().min(0);
  const result = z.strictObject({
    ...{ command: z.string(), mean: seconds, stddev: seconds.nullable(), median: seconds },
    ...{ user: seconds, system: seconds, min: seconds, max: seconds },
    ...{ times: z.array(seconds).min(1), exit_codes: z.array(z.int()) },
  });
  const { results } = z
    .strictObject({ results: z.array(result) })
    .parse(JSON.parse(renderHyperfine([awkwardRun(), sampleRun()])));
  const [first] = results;
  assert.equal(first?.command, awkward);
  assert.deepEqual(
    first?.times.map((time) => Math.round(time * 1e6)),
    [40, 50, 60],
  );
  assert.equal(first?.median, first?.times[1]);
  assert.ok(Math.abs((first?.mean ?? 0) - 50e-6) < 1e-7);
  assert.ok(Math.abs((first?.stddev ?? 0) - 10e-6) < 1e-7);
  assert.equal(results.length, 1 + 5);
  assert.ok(results.slice(1).every(({ stddev }) => stddev === null));
});

group('the histogram log', () => {
  test('is read by hdr-histogram-js, and the lines of a tag add up to the case', () => {
    const run = awkwardRun();
    const text = renderHlog([run]);
    const tags = listTags(text);
    assert.equal(tags.length, 2);
    const reader = new HistogramLogReader(text, 64);
    const read: JsHistogram[] = [];
    for (
      let next = reader.nextIntervalHistogram();
      next !== null;
      next = reader.nextIntervalHistogram()
    ) {
      read.push(next as JsHistogram);
    }
    assert.equal(read.length, 6);
    const service = read.filter(({ tag }) => String(tag).endsWith(':service'));
    const [sum, ...rest] = service;
    for (const histogram of rest) {
      sum?.add(histogram);
    }
    const [caseResult] = run.cases;
    assert.ok(caseResult !== undefined && sum !== undefined);
    const { latencies } = caseTotals(caseResult);
    assert.equal(sum.totalCount, latencies.service.count);
    for (const ratio of [0.5, 0.9, 0.99]) {
      assert.equal(sum.getValueAtPercentile(100 * ratio), latencies.service.percentileNs(ratio));
    }
    assert.equal(service[0]?.startTimeStampMsec, Date.parse(run.startedAt));
  });

  test('has times that ascend, tags without blanks, and maxima in milliseconds', () => {
    const later = sampleRun({ startedAt: '2025-01-02T04:04:05.000Z' });
    const lines = renderHlog([sampleRun(), later])
      .split('\n')
      .filter((line) => line.startsWith('Tag='));
    let previousSeconds = 0;
    for (const line of lines) {
      const match =
        /^Tag=([^,\s]+),(\d+\.\d{3}),(\d+\.\d{3}),(\d+\.\d{3}),(HIST[A-Za-z0-9+/=]+)$/.exec(line);
      assert.ok(match !== null, line.slice(0, 80));
      assert.ok(Number(match[2]) >= previousSeconds);
      assert.ok(Number(match[4]) > 0.009 && Number(match[4]) < 20);
      previousSeconds = Number(match[2]);
    }
    assert.ok(previousSeconds >= 3_600);
    assert.equal(listTags(renderHlog([])).length, 0);
  });
});

group('OpenMetrics text', () => {
  test('holds to its grammar, in base units, at the time of the run', () => {
    const points = readOpenMetrics(renderOpenMetrics([awkwardRun()]));
    const p50 = points.find(({ name }) => name === 'fifobench_service_p50_seconds');
    assert.equal(p50?.labels.case, awkward);
    assert.ok(Math.abs((p50?.value ?? 0) - 50e-6) < 1e-7);
    assert.equal(p50?.timestampSeconds, Date.parse('2025-01-02T03:04:05Z') / 1e3);
    assert.ok(points.some(({ name }) => name === 'fifobench_server_cpu_per_handshake_seconds'));
  });

  test('keeps the points of one series together and in the order of time', () => {
    const later = sampleRun({ startedAt: '2025-01-02T04:04:05.000Z' });
    const points = readOpenMetrics(renderOpenMetrics([later, sampleRun()]));
    const basic = points.filter(
      ({ name, labels }) => name === 'fifobench_service_p50_seconds' && labels.server === 'basic',
    );
    assert.equal(basic.length, 4);
    assert.deepEqual(readOpenMetrics(renderOpenMetrics([])), []);
  });
});

group('JUnit XML', () => {
  test('fails what regressed, skips what is not certain, and counts both', () => {
    const suite = readXml(renderJunit([sampleRun()])).children[0];
    assert.equal(suite?.name, 'testsuite');
    const cases = suite?.children ?? [];
    const { tests, failures, errors, skipped } = suite?.attributes ?? {};
    assert.deepEqual([tests, failures, errors, skipped], ['7', '2', '0', '1']);
    const kinds = cases.map(({ children }) => children[0]?.name ?? 'passed');
    assert.equal(kinds.filter((kind) => kind === 'failure').length, 2);
    assert.equal(kinds.filter((kind) => kind === 'skipped').length, 1);
    assert.match(cases[1]?.children[0]?.attributes.message ?? '', /takes 5\.4 times as long/);
  });

  test('is an error where the measurement is not valid, and then judges nothing', () => {
    const validity = { valid: false, causes: ['It rained & "poured" <hard>.'] };
    const suite = readXml(renderJunit([sampleRun({ validity })])).children[0];
    const [first, ...others] = suite?.children ?? [];
    assert.equal(first?.children[0]?.name, 'error');
    assert.equal(first?.children[0]?.attributes.message, validity.causes[0]);
    assert.ok(others.every(({ children }) => children[0]?.name === 'skipped'));
  });

  test('fails a case of the baseline that was not measured', () => {
    const gate = {
      ...{
        baseline: 'main',
        baselineStartedAt: '2025-01-01T00:00:00.000Z',
        way: 'stored' as const,
      },
      ...{ isSameProgram: false, missing: ['32 clients, cross core'], forced: [] },
    };
    const suite = readXml(renderJunit([sampleRun({ verdicts: [], gate })])).children[0];
    const missing = suite?.children[1];
    assert.equal(missing?.attributes.name, '32 clients, cross core was measured');
    assert.equal(missing?.children[0]?.name, 'failure');
  });

  test('fails a threshold that was crossed', () => {
    const outcome = { text: 'response_p99<2ms', metric: 'response_p99', case: 'basic' } as const;
    const thresholds = [true, false].map((crossed) => {
      return { ...outcome, value: 3e6, isLowerBound: false, crossed, reason: null };
    });
    const suite = readXml(renderJunit([sampleRun({ verdicts: [], thresholds })])).children[0];
    const kinds = suite?.children.map(({ children }) => children[0]?.name);
    assert.deepEqual(kinds, [undefined, 'failure', undefined]);
  });
});

test('CSV holds to RFC 4180, with a line a figure of the case and of each block', () => {
  const rows = readCsv(renderCsv([awkwardRun()]));
  const p50 = rows.filter(({ metric }) => metric === 'service_p50');
  assert.deepEqual(
    p50.map(({ block }) => block),
    ['', '0', '1', '2'],
  );
  assert.equal(p50[0]?.case, awkward);
  assert.deepEqual([p50[0]?.unit, Math.round(Number(p50[1]?.value) / 1e3)], ['ns', 40]);
  assert.deepEqual(readCsv(renderCsv([])), []);
});
