// What a sweep says of a server: rows in order, the law in words, and the end of a search.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { type CaseFigures, caseFigures } from '../../../src/report/case-figures.ts';
import {
  pointColumn,
  scalingSentences,
  searchSentences,
  serversOf,
  sweepCurve,
  sweepRows,
} from '../../../src/report/sweep-sections.ts';
import { madeBlock, madeCase } from '../../support/made-case.ts';
import { sampleRun } from '../../support/sample-run.ts';

/** A point of some clients that got so many handshakes a second through; 0: no block at all. */
function point(clientCount: number, perSecond: number): CaseFigures {
  const blocks = perSecond === 0 ? [] : [madeBlock({ busyNs: (2_000 / perSecond) * 1e9 })];
  const made = madeCase('basic', blocks);
  return caseFigures({ ...made, load: { ...made.load, clientCount } });
}

group('the rows', () => {
  test('come with the fewest clients first, and none without points', () => {
    const rows = sweepRows([point(10, 500), point(1, 100), point(3, 300)]);
    assert.deepEqual(
      rows.map(({ figures }) => figures.load.clientCount),
      [1, 3, 10],
    );
    assert.deepEqual(sweepRows([]), []);
  });

  test('hold the throughput of each client against that with the fewest', () => {
    const rows = sweepRows([point(2, 200), point(4, 400), point(10, 500)]);
    const ratios = rows.map(({ efficiencyRatio }) => efficiencyRatio?.toFixed(3));
    assert.deepEqual(ratios, ['1.000', '1.000', '0.500']);
  });

  test('leave efficiency unknown where throughput is', () => {
    const rows = sweepRows([point(1, 0), point(2, 100)]);
    assert.deepEqual(
      rows.map(({ efficiencyRatio }) => efficiencyRatio),
      [null, null],
    );
  });
});

group('the law in words', () => {
  const law = (clientCount: number, contention: number, coherency: number) => {
    const others = clientCount - 1;
    const delay = 1 + contention * others + coherency * clientCount * others;
    return point(clientCount, (1_000 * clientCount) / delay);
  };
  const clientCounts = [1, 4, 16, 64];
  const cases: readonly [readonly CaseFigures[], RegExp, string][] = [
    [[], /takes three different numbers/, 'is not fitted to nothing'],
    [[point(1, 5), point(2, 9)], /takes three different numbers/, 'nor to two points'],
    [
      clientCounts.map((clientCount) => law(clientCount, 0.05, 0.002)),
      /alone 1,000\/s, contention σ 0\.05, coherency κ 0\.002; residual .* over 4 points\./,
      'names its three parameters and its residual',
    ],
    [
      [1, 4, 16].map((clientCount) => law(clientCount, 0.05, 0.002)),
      /over 3 points, as nearly any three have: more would test the law\./,
      'says that three points test nothing',
    ],
    [
      clientCounts.map((clientCount) => law(clientCount, 0.05, 0.002)),
      /peaks at 22 clients with 7,\d\d\d\/s\./,
      'says where throughput peaks',
    ],
    [
      clientCounts.map((clientCount) => law(clientCount, 0.01, 0.000_01)),
      /which lies beyond what was measured/,
      'says when that lies beyond what was measured',
    ],
    [
      clientCounts.map((clientCount) => law(clientCount, 0.5, 0)),
      /never lower throughput, which tends to 2,000\/s/,
      'says to what throughput tends',
    ],
    [
      clientCounts.map((clientCount) => law(clientCount, 0, 0)),
      /in proportion to the clients/,
      'says that nothing limits it',
    ],
    [
      [point(1, 100), point(2, 1_000), point(3, 10)],
      /residual .*too much to rely on/,
      'warns of points that do not follow it',
    ],
  ];
  for (const [points, pattern, what] of cases) {
    test(what, () => assert.match(scalingSentences(points).join(' '), pattern));
  }
});

group('the curve', () => {
  test('is none for fewer than two numbers of clients', () => {
    assert.equal(sweepCurve([], 80), '');
    assert.equal(sweepCurve([point(1, 5), point(1, 6)], 80), '');
    assert.equal(sweepCurve([point(1, 0), point(2, 0)], 80), '');
  });

  test('shows each point at its height, and keeps within its width', () => {
    for (const columns of [40, 60, 80, 200]) {
      const lines = sweepCurve([point(1, 100), point(10, 50), point(100, 100)], columns).split(
        '\n',
      );
      assert.equal(lines.join('').split('●').length - 1, 4, 'three points and the legend');
      assert.match(lines[1] ?? '', /^100 ┤●.*●$/);
      assert.match(lines[5] ?? '', /●/);
      assert.ok(lines.every((line) => line.length <= Math.min(columns, 72)));
      assert.match(lines.at(-1) ?? '', /^ +1 +10 +100 +clients$/);
    }
  });

  test('leaves out a label that would touch its neighbour', () => {
    const points = [1, 2, 3, 1_000_000].map((clientCount) => point(clientCount, 100));
    assert.match(sweepCurve(points, 40).split('\n').at(-1) ?? '', /^ +1 3 +1,000,000 +clients$/);
  });
});

group('open load', () => {
  const offered = (ratePerSecond: number, perSecond: number): CaseFigures => {
    const figures = point(1, perSecond);
    const rate = { startPerSecond: ratePerSecond, endPerSecond: ratePerSecond };
    const stages = [{ startNs: 0, endNs: 1e9, ...rate }];
    const open = { stages, spacing: 'constant', onOverload: 'queue' } as const;
    return { ...figures, load: { ...figures.load, open } };
  };
  const points = [offered(4_000, 2_000), offered(500, 500), offered(1_000, 1_000)];

  test('is put in the order of its rates, with the share that was completed', () => {
    const column = pointColumn(points);
    assert.equal(column.heading, 'offered');
    assert.deepEqual(
      sweepRows(points).map((row) => [String(column.cell(row)), row.efficiencyRatio?.toFixed(2)]),
      [
        ['500/s', '1.00'],
        ['1,000/s', '1.00'],
        ['4,000/s', '0.50'],
      ],
    );
    assert.equal(pointColumn([point(1, 5)]).heading, 'clients');
  });

  test('has a curve over its rates, and no law', () => {
    const curve = sweepCurve(points, 60);
    assert.match(curve, / 500 +1,000 +4,000 +offered\/s$/);
    assert.doesNotMatch(curve, /fitted/);
  });

  test('says from which rate on it was not completed', () => {
    const [sentence, ...more] = scalingSentences(points).map(String);
    assert.match(sentence ?? '', /^From 4,000\/s on, less than 99 % .* is 2,000\/s\.$/);
    assert.deepEqual(more, []);
    assert.match(scalingSentences(points.slice(1)).join(), /^Every rate was completed/);
    const early = [offered(400, 390), ...points];
    assert.match(scalingSentences(early).join(), /^From 4,000\/s on/);
  });
});

group('the end of a search', () => {
  const found = { keptPerSecond: 4_100, crossedPerSecond: 4_240, probeCount: 17, settled: true };
  const cases: readonly [Parameters<typeof searchSentences>[0], RegExp | null, string][] = [
    [undefined, null, 'is not told without a search'],
    [found, /^4,100\/s is the highest .*; 4,240\/s crosses them \(after 17 probes\)\.$/, 'is told'],
    [{ ...found, settled: false }, /the search did not settle/, 'is doubted where it is open'],
    [{ ...found, crossedPerSecond: null }, /no higher one was tried/, 'may have no upper end'],
    [{ ...found, keptPerSecond: null }, /^No rate kept .* 4,240\/s, crossed/, 'may have none'],
  ];
  for (const [search, pattern, what] of cases) {
    test(what, () => {
      const [sentence, ...more] = searchSentences(search).map(String);
      assert.deepEqual(more, []);
      if (pattern === null) {
        assert.equal(sentence, undefined);
      } else {
        assert.match(sentence ?? '', pattern);
      }
    });
  }
});

test('servers are named once, in the order of the cases', () => {
  assert.deepEqual(serversOf(sampleRun()), ['basic', 'forking', 'forking-unlink-first']);
});
