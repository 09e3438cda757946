// A verdict in plain words. The estimate is always said together with what it rests on; a sentence
// never claims more than the word of the verdict, and an open question is called one.

import type { Verdict } from '../model/verdict.ts';
import {
  formatCounted,
  formatFactor,
  formatInterval,
  formatMagnitude,
  formatRatio,
  isManifold,
} from './format-quantity.ts';
import { type MetricWording, metricWordings } from './metric-wording.ts';
import { say, traced, type Words } from './prose.ts';

/**
 * Says a verdict in one sentence without a full stop, such as `forking takes 5.4 times as long as
 * basic for a handshake`. A verdict without an estimate says why there is none. `place` is where it
 * stands in the stored run, `verdicts[0]`; it is left out where nobody follows figures.
 */
export function verdictSentence(verdict: Verdict, place = ''): Words {
  const wording = metricWordings[verdict.metric];
  if (verdict.ratio === null || verdict.verdict === 'inconclusive') {
    return openQuestion(verdict, { wording, place });
  }
  if (verdict.verdict === 'equivalent') {
    return equality(verdict, { wording, place });
  }
  const claim = difference(verdict, { wording, place, ratio: verdict.ratio });
  return verdict.verdict === 'minor'
    ? say`${claim}; the difference is certain, but perhaps too small to count`
    : claim;
}

/**
 * What a verdict rests on: `interval 5.3 to 5.5 times, 20 pairs; a difference above 2.0 % counts`.
 * The number of pairs is always said, and so is the want of an interval.
 */
export function verdictGrounds(verdict: Verdict, place = ''): Words {
  const { interval, ratio, pairCount, detectableRatio, deltaRatio } = verdict;
  const shown = formatInterval(interval, ratio).replace('×', ' times');
  const range =
    interval === null ? 'no interval' : say`interval ${traced(`${place}.interval`, shown)}`;
  const pairs = traced(`${place}.pairs`, formatCounted(pairCount, 'pair'));
  if (verdict.verdict === 'inconclusive' && detectableRatio !== null) {
    const found = traced(`${place}.detectableRatio`, formatMagnitude(detectableRatio));
    return say`${range}, ${pairs}; a difference above ${found} could have been found`;
  }
  const counts = traced(`${place}.deltaRatio`, formatMagnitude(deltaRatio));
  return say`${range}, ${pairs}; a difference above ${counts} counts`;
}

interface Saying {
  readonly wording: MetricWording;
  readonly place: string;
}

function difference(
  { candidate, baseline }: Verdict,
  { wording, place, ratio }: Saying & { ratio: number },
): Words {
  const at = `${place}.ratio`;
  const factor = traced(at, formatFactor(ratio));
  const size = traced(at, formatMagnitude(ratio));
  if (wording.kind === 'time') {
    return isManifold(ratio)
      ? say`${candidate} takes ${factor} times as long as ${baseline} ${wording.object}`
      : say`${candidate} takes ${size} ${ratio < 1 ? 'less time' : 'longer'} than ${baseline} ${
          wording.object
        }`;
  }
  const { verb, noun, countable } = wording;
  if (isManifold(ratio)) {
    const as = `as ${countable ? 'many' : 'much'} ${noun} as ${baseline}`;
    return say`${candidate} ${verb} ${factor} times ${as}`;
  }
  const fewer = countable ? 'fewer' : 'less';
  return say`${candidate} ${verb} ${size} ${ratio < 1 ? fewer : 'more'} ${noun} than ${baseline}`;
}

function equality(verdict: Verdict, { wording, place }: Saying): Words {
  const { candidate, baseline, deltaRatio } = verdict;
  const limit = traced(`${place}.deltaRatio`, formatMagnitude(deltaRatio));
  const claim =
    wording.kind === 'time'
      ? `${candidate} takes as long as ${baseline} ${wording.object}`
      : `${candidate} ${wording.verb} as ${wording.countable ? 'many' : 'much'} ${wording.noun} ` +
        `as ${baseline}`;
  return say`${claim}: any difference is below ${limit}`;
}

function openQuestion(verdict: Verdict, { wording, place }: Saying): Words {
  const { candidate, baseline, ratio, reason } = verdict;
  const measured =
    ratio === null ? '' : say` (measured: ${traced(`${place}.ratio`, formatRatio(ratio))})`;
  const because = reason === null ? '' : say`: ${traced(`${place}.reason`, reason)}`;
  const question =
    wording.kind === 'time'
      ? `whether ${candidate} takes longer than ${baseline} ${wording.object}`
      : `whether ${candidate} ${wording.verb} more ${wording.noun} than ${baseline}`;
  return say`${question} stays open${measured}${because}`;
}
