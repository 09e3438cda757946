// Verdicts on a page for a pull request: what needs a decision stands open and in order, the rest
// is folded, and the floor is said for each two servers once.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdictParts } from '../../../src/report/markdown-verdicts.ts';
import { sampleVerdict } from '../../support/sample-run.ts';

const same = { ratio: 1.001, interval: [0.995, 1.008], verdict: 'equivalent' } as const;

test('without verdicts there is nothing to say', () => {
  assert.deepEqual(verdictParts([]), []);
});

test('where all is alike only the count stands open', () => {
  const verdicts = [sampleVerdict(same), sampleVerdict({ ...same, metric: 'service_p90' })];
  const parts = verdictParts(verdicts);
  assert.deepEqual(parts.slice(0, 3), [
    '### Verdicts',
    '2 equivalent.',
    '<details><summary>2 equivalent</summary>',
  ]);
  assert.equal(parts[4], '</details>');
});

test('where nothing is alike nothing is folded', () => {
  const parts = verdictParts([sampleVerdict()]);
  assert.ok(parts.every((part) => !part.includes('<details>')));
});

test('what became worse precedes what became better, whatever the order of the cases', () => {
  const words = ['improved', 'minor', 'equivalent', 'inconclusive', 'regressed'] as const;
  const [, counts, table = ''] = verdictParts(words.map((verdict) => sampleVerdict({ verdict })));
  assert.equal(counts, '**1 regressed**, 1 inconclusive, 1 minor, **1 improved**, 1 equivalent.');
  const shown = [...table.matchAll(/\| \**(\w+)\** \|$/gm)].map(([, word]) => word);
  assert.deepEqual(shown, ['verdict', 'regressed', 'inconclusive', 'minor', 'improved']);
});

test('metrics of one floor share it, and an unknown one is said to be', () => {
  const floors = verdictParts([
    sampleVerdict(),
    sampleVerdict({ metric: 'service_p90' }),
    sampleVerdict({ metric: 'service_p99', floorRatio: null }),
    sampleVerdict({ group: '32 clients', samePairCount: 0, floorRatio: null }),
  ]).at(-1);
  assert.equal(
    floors,
    [
      '### A/A floor: what differs by less is noise',
      '',
      '- 1 client, same core, forking against basic: handshake p50, handshake p90 1.2 %; ' +
        'handshake p99 unknown (5 A/A pairs).',
      '- 32 clients, forking against basic: handshake p50 unknown (0 A/A pairs).',
    ].join('\n'),
  );
});
