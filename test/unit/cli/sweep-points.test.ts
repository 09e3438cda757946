// Which points the options of a sweep ask for, and which mistakes in them are told.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import {
  caseAtRate,
  casesAtService,
  isServiceSweep,
  type PointRequest,
  rates,
  serviceCases,
  sweptCases,
} from '../../../src/cli/sweep-points.ts';
import { FifobenchError } from '../../../src/errors.ts';
import { burdenServiceNs } from '../../../src/model/burden.ts';
import { defaultCase } from '../../../src/model/scenario.ts';
import { burdenOfServer } from '../../../src/model/server-spec.ts';
import { madeCase } from '../../support/made-case.ts';

const basic = madeCase('basic', []).server;
const forking = madeCase('forking', []).server;

function request(
  flags: PointRequest['flags'] = {},
  change: Partial<PointRequest> = {},
): PointRequest {
  return { base: defaultCase, flags, durationNs: 2_000_000_000, servers: [basic], ...change };
}

group('numbers of clients', () => {
  test('come in ascending order, each once', () => {
    const points = sweptCases(request({ clients: '100,1,10,1' }));
    assert.deepEqual(
      points.map(({ load, group: name }) => [load.clientCount, name]),
      [
        [1, '1 client, unpinned'],
        [10, '10 clients, unpinned'],
        [100, '100 clients, unpinned'],
      ],
    );
    assert.ok(points.every(({ load }) => load.open === undefined && !('placement' in load)));
  });

  test('reach from 1 to 1,000 unless some are named', () => {
    const counts = sweptCases(request()).map(({ load }) => load.clientCount);
    assert.deepEqual([counts[0], counts.at(-1)], [1, 1_000]);
  });

  test('are measured for each server in turn', () => {
    const points = sweptCases(request({ clients: '1,2' }, { servers: [basic, forking] }));
    assert.deepEqual(
      points.map(({ server, load }) => `${server.name} ${load.clientCount}`),
      ['basic 1', 'forking 1', 'basic 2', 'forking 2'],
    );
  });

  test('never have more threads than clients', () => {
    const points = sweptCases(request({ clients: '1,8', threads: '4' }));
    assert.deepEqual(
      points.map(({ load }) => load.threadCount),
      [1, 4],
    );
  });
});

group('rates', () => {
  test('are read from a list, ascending, each once', () => {
    assert.deepEqual(rates('2k/s,500/s,2000/s'), [500, 2_000]);
  });

  test('make open load of one stage for the time of a point', () => {
    const [first, second] = sweptCases(request({ rate: '1k/s,500/s', arrivals: 'poisson' }));
    assert.equal(first?.group, 'open load of 500/s, unpinned');
    assert.equal(first.load.open?.spacing, 'poisson');
    const rate = { startPerSecond: 1_000, endPerSecond: 1_000 };
    const stages = [{ startNs: 0, endNs: 2_000_000_000, ...rate }];
    assert.deepEqual(second?.load.open?.stages, stages);
    assert.equal(second?.load.clientCount, 1_000);
  });

  test('of a search need not be whole', () => {
    const { load, group: name, server } = caseAtRate(request(), 282.842_712);
    assert.equal(name, 'open load of 282.8/s, unpinned');
    assert.equal(load.open?.stages[0]?.startPerSecond, 282.842_712);
    assert.deepEqual(server, basic);
  });
});

group('service times', () => {
  const servers = [basic, forking];
  const flags = { service: '1ms,0,10us,1000us', serviceKind: 'sleep', clients: '4' };

  test('are a sweep of their own where there are several', () => {
    assert.equal(isServiceSweep({}), false);
    assert.equal(isServiceSweep({ service: '10us' }), false);
    assert.equal(isServiceSweep({ service: 'bimodal:1us,1ms,1%' }), false);
    assert.equal(isServiceSweep({ service: '0,10us' }), true);
  });

  test('come in ascending order, each once, for each server in turn, with an operation', () => {
    const cases = serviceCases(request(flags, { servers }));
    assert.deepEqual(
      cases.map(({ server, group: name }) => `${server.name}: ${name}`),
      ['0', '10us asleep', '1ms asleep'].flatMap((time) => [
        `basic: 4 clients, service ${time}, unpinned`,
        `forking: 4 clients, service ${time}, unpinned`,
      ]),
    );
    assert.ok(cases.every(({ load }) => load.operationCount === 1 && load.clientCount === 4));
    assert.deepEqual(
      cases.map(({ server }) => burdenServiceNs(burdenOfServer(server))),
      [0, 0, 10_000, 10_000, 1_000_000, 1_000_000],
    );
  });

  test('have one more in between by the law of the others', () => {
    const [constant] = casesAtService(request(flags), 320_000);
    assert.equal(constant?.group, '4 clients, service 320us asleep, unpinned');
    const [drawn] = casesAtService(request({ service: '0,exp:1ms' }), 320_000);
    assert.equal(drawn?.group, '8 clients, service exp:320us, unpinned');
  });

  test('of a single law are carried by every point of another sweep', () => {
    const [point] = sweptCases(request({ clients: '2', service: '5us', ballast: '1MiB' }));
    assert.equal(point?.group, '2 clients, service 5us, ballast 1MiB, unpinned');
    assert.deepEqual(burdenOfServer(point.server)?.ballastBytes, 1_048_576);
    const [open] = sweptCases(request({ rate: '10/s', service: '5us' }));
    assert.equal(open?.group, 'open load of 10/s, service 5us, unpinned');
  });

  const refusals: readonly [PointRequest['flags'], RegExp, string][] = [
    [{ service: '0,bimodal:1us,1ms,1%' }, /--service: the times of a sweep/, 'two values at once'],
    [{ service: '1us,exp:1ms' }, /--service: the times of a sweep/, 'two laws'],
    [{ service: '0,1us', clients: '1,2' }, /--clients/, 'several numbers of clients'],
    [{ service: '0,1us', rate: '9/s' }, /--service: a crossover/, 'an offered rate'],
    [{ service: '0,1us', operations: '0' }, /--service: without operations/, 'no operation'],
  ];
  for (const [refused, message, what] of refusals) {
    test(`are refused with ${what}`, () => {
      assert.throws(
        () => serviceCases(request(refused)),
        (error) => error instanceof FifobenchError && message.test(error.message),
      );
    });
  }
});

group('is refused', () => {
  const cases: readonly [PointRequest['flags'], RegExp, string][] = [
    [{ clients: '1,x' }, /--clients: 'x'/, 'what is no number of clients'],
    [{ clients: '' }, /--clients: ''/, 'an empty list of clients'],
    [{ clients: '0' }, /--clients: '0' is out of range/, 'no client'],
    [{ rate: '500' }, /--rate: '500' is not a rate/, 'a rate without /s'],
    [{ rate: '500/s', clients: '1,2' }, /--clients/, 'both lists at once'],
    [{ stages: '0s:1/s,1s:2/s' }, /--stages/, 'a rate that changes within a point'],
    [{ threads: '65' }, /--threads/, 'too many threads'],
  ];
  for (const [flags, message, what] of cases) {
    test(what, () => {
      assert.throws(
        () => sweptCases(request(flags)),
        (error) => error instanceof FifobenchError && message.test(error.message),
      );
    });
  }
});
