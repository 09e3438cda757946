// What is said of a crossover: the points side by side, and every kind of outcome in a sentence.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { crossoversOf } from '../../../src/compare/crossovers.ts';
import type { Crossover } from '../../../src/model/crossover.ts';
import { caseFigures } from '../../../src/report/case-figures.ts';
import {
  crossoverColumns,
  crossoverRows,
  crossoverSentences,
  serviceColumn,
} from '../../../src/report/crossover-section.ts';
import { scalingSentences, sweepColumns, sweepRows } from '../../../src/report/sweep-sections.ts';
import { servicePoint } from '../../support/service-points.ts';

const cases = [0, 100_000, 1_000_000].flatMap((serviceNs) => [
  servicePoint('basic', serviceNs),
  servicePoint('forking', serviceNs),
]);

test('the servers stand side by side, and a point that one has not is a dash', () => {
  const figures = cases.slice(0, -1).map(caseFigures);
  const columns = [serviceColumn, ...crossoverColumns(crossoversOf(cases))];
  assert.deepEqual(
    crossoverRows(figures).map((row) => columns.map(({ cell }) => String(cell(row)))),
    [
      ['0', '11,111/s', '6,667/s', '−40 %'],
      ['100 µs', '5,263/s', '5,000/s', '−5.0 %'],
      ['1.00 ms', '917/s', '–', '–'],
    ],
  );
  assert.deepEqual(crossoverRows([]), []);
  assert.deepEqual(crossoverColumns([]), []);
});

test('a point tells how many operations are in service, and no law of clients is fitted', () => {
  const basic = cases.map(caseFigures).filter(({ server }) => server === 'basic');
  const column = sweepColumns(basic).find(({ heading }) => heading === 'in service');
  assert.deepEqual(
    sweepRows(basic).map((row) => String(column?.cell(row))),
    ['0', '0.526', '0.917'],
  );
  assert.deepEqual(scalingSentences(basic), []);
});

group('the sentence', () => {
  const found: Crossover = {
    ...{ baseline: 'basic', candidate: 'forking', clientCount: 8, rangeNs: [0, 10_000_000] },
    ...{ kind: 'at', serviceNs: 118_000, betweenNs: [100_000, 130_000], changeCount: 1 },
  };
  const open = { serviceNs: null, betweenNs: null, changeCount: 0 };
  const sentences: readonly [Crossover, string][] = [
    [
      found,
      'With 8 clients, forking overtakes basic from a service time of about 118 µs on ' +
        '(measured at 100 µs and 130 µs).',
    ],
    [
      { ...found, ...open, kind: 'always' },
      'With 8 clients, forking is ahead of basic at every service time measured, 0 to 10.0 ms.',
    ],
    [
      { ...found, ...open, kind: 'never', clientCount: 1 },
      'With 1 client, forking never overtakes basic within service times of 0 to 10.0 ms.',
    ],
    [
      { ...found, ...open, kind: 'unknown', rangeNs: null },
      'With 8 clients, nothing is known of forking against basic: no service time has both.',
    ],
  ];
  for (const [crossover, sentence] of sentences) {
    test(crossover.kind, () => {
      assert.deepEqual(crossoverSentences({ crossovers: [crossover] }).map(String), [sentence]);
    });
  }

  test('doubts an order that changes to and fro', () => {
    for (const changed of [
      { ...found, changeCount: 3 },
      { ...found, ...open, kind: 'never' as const, changeCount: 2 },
    ]) {
      const [sentence] = crossoverSentences({ crossovers: [changed] });
      assert.match(String(sentence), /; but the order changes \d times from point to point/);
    }
  });

  test('is missing without such a sweep', () => assert.deepEqual(crossoverSentences({}), []));
});
