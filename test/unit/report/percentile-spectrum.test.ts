// The spectrum: which rows it has, where marks stand, and what it says where it does not know.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { caseQuantiles } from '../../../src/report/latency-quantiles.ts';
import { renderSpectrum, type SpectrumServer } from '../../../src/report/percentile-spectrum.ts';
import { LatencyHistogram } from '../../../src/stats/latency-histogram.ts';
import { constantHistogram } from '../../support/made-case.ts';

const none = LatencyHistogram.empty();
const exactly = (valueNs: number) => ({ valueNs, isLowerBound: false });

/** A server of p50, p90, p99, then nothing until the longest. */
function serverOf(name: string, [p50, p90, p99, longest]: readonly number[]): SpectrumServer {
  const known = [p50, p90, p99].map((valueNs) => exactly(valueNs ?? 0));
  return { name, quantiles: [...known, null, null, null, exactly(longest ?? 0)] };
}

const basic = serverOf('basic', [10_000, 20_000, 100_000, 1_000_000]);
const forking = serverOf('forking', [100_000, 100_000, 100_000, 500_000]);

group('the quantiles of a case', () => {
  test('end where fewer than ten samples lie beyond, but for the longest', () => {
    const service = constantHistogram(1_000, 2_000);
    const quantiles = caseQuantiles({ service, response: none }, none);
    const known = quantiles.service.map((each) => each?.valueNs ?? null);
    assert.deepEqual(known, [1_000, 1_000, 1_000, null, null, null, 1_000]);
    assert.deepEqual(
      quantiles.response.filter((each) => each !== null),
      [],
    );
  });

  test('are bounds where what was cut off reaches down to them, in responses alone', () => {
    const established = constantHistogram(1_000, 950);
    const { service, response } = caseQuantiles(
      { service: established, response: established },
      constantHistogram(1_000_000, 50),
    );
    assert.deepEqual(
      response.map((each) => each?.isLowerBound ?? null),
      [false, false, true, null, null, null, true],
    );
    assert.ok(service.every((each) => each?.isLowerBound !== true));
  });

  test('are unknown without a sample', () => {
    const { service, response } = caseQuantiles({ service: none, response: none }, none);
    assert.ok([...service, ...response].every((each) => each === null));
  });
});

group('the spectrum', () => {
  test('has marks on a logarithmic axis, a row for each percentile that is known', () => {
    assert.equal(
      renderSpectrum('handshake', [basic], 62),
      [
        'handshake  ● basic',
        'p50        10.0 µs  ┤●',
        'p90        20.0 µs  ┤      ●',
        'p99         100 µs  ┤                   ●',
        'longest    1.00 ms  ┤                                       ●',
        '                    └┴─────┴───────┴────┴─────┴───────┴─────┴',
        '                     10 µs              100 µs           1 ms',
      ].join('\n'),
    );
  });

  test('shows where several servers meet', () => {
    const text = renderSpectrum('handshake', [basic, forking], 100);
    assert.match(text, /◈ several/);
    assert.match(text, /p99 +100 µs +100 µs +┤ *◈$/m);
    assert.match(text, /longest +1\.00 ms +500 µs +┤ *○ *●$/m);
  });

  test('shows a bound as a bound', () => {
    const bound = { valueNs: 1_000_000, isLowerBound: true };
    const quantiles = [exactly(10_000), exactly(20_000), bound, null, null, null, bound];
    const text = renderSpectrum('response', [{ name: 'basic', quantiles }], 80);
    assert.match(text, /→ or longer/);
    assert.match(text, /p99 +≥ 1\.00 ms +┤ *●→$/m);
  });

  test('leaves a dash for the server that has too few samples', () => {
    const few = { name: 'few', quantiles: [exactly(10_000), ...Array(5).fill(null), exactly(11)] };
    assert.match(renderSpectrum('handshake', [basic, few], 80), /p99 +100 µs +– +┤/);
  });

  test('gives figures alone where there is no room for an axis', () => {
    const text = renderSpectrum('handshake', [basic, forking], 45);
    assert.doesNotMatch(text, /┤/);
    assert.match(text, /p99 +100 µs +100 µs$/m);
  });

  test('lists names that are too long to stand above figures', () => {
    const long = { ...basic, name: './build/release/my_server --quietly' };
    const text = renderSpectrum('handshake', [long, forking], 60);
    assert.match(text, /^handshake\n● \.\/build\/release\/my_server --quietly\n○ forking\n/);
    assert.match(text, /p99 +100 µs +100 µs +┤ +◈$/m);
  });

  test('never exceeds its width', () => {
    const long = { ...basic, name: './build/my_server --quietly' };
    for (let columns = 40; columns <= 160; columns += 1) {
      for (const line of renderSpectrum('handshake', [long, forking], columns).split('\n')) {
        assert.ok([...line].length <= columns, `${line.length} in ${columns}`);
      }
    }
  });

  test('is empty without percentiles, and for more servers than there are marks', () => {
    assert.equal(renderSpectrum('handshake', [], 80), '');
    const nothing = { name: 'basic', quantiles: Array(7).fill(null) };
    assert.equal(renderSpectrum('handshake', [nothing], 80), '');
    assert.equal(renderSpectrum('handshake', Array(7).fill(basic), 80), '');
  });

  test('draws durations that are all the same, even none', () => {
    const still = serverOf('basic', [0, 0, 0, 0]);
    assert.match(renderSpectrum('handshake', [still], 80), /p50 +0 ns +┤●$/m);
  });
});
