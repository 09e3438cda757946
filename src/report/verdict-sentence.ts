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

/**
 * Says a verdict in one sentence without a full stop, such as `forking takes 5.4 times as long as
 * basic for a handshake`. A verdict without an estimate says why there is none.
 */
export function verdictSentence(verdict: Verdict): string {
  const wording = metricWordings[verdict.metric];
  if (verdict.ratio === null || verdict.verdict === 'inconclusive') {
    return openQuestion(verdict, wording);
  }
  if (verdict.verdict === 'equivalent') {
    return equality(verdict, wording);
  }
  const claim = difference(verdict, verdict.ratio, wording);
  return verdict.verdict === 'minor'
    ? `${claim}; the difference is certain, but perhaps too small to count`
    : claim;
}

/**
 * What a verdict rests on: `interval 5.3 to 5.5 times, 20 pairs; a difference above 2.0 % counts`.
 * The number of pairs is always said, and so is the want of an interval.
 */
export function verdictGrounds(verdict: Verdict): string {
  const interval =
    verdict.interval === null
      ? 'no interval, '
      : `interval ${formatInterval(verdict.interval, verdict.ratio).replace('×', ' times')}, `;
  const pairs = formatCounted(verdict.pairCount, 'pair');
  const limit =
    verdict.verdict === 'inconclusive' && verdict.detectableRatio !== null
      ? `a difference above ${formatMagnitude(verdict.detectableRatio)} could have been found`
      : `a difference above ${formatMagnitude(verdict.deltaRatio)} counts`;
  return `${interval}${pairs}; ${limit}`;
}

function difference(verdict: Verdict, ratio: number, wording: MetricWording): string {
  const { candidate, baseline } = verdict;
  if (wording.kind === 'time') {
    return isManifold(ratio)
      ? `${candidate} takes ${formatFactor(ratio)} times as long as ${baseline} ${wording.object}`
      : `${candidate} takes ${formatMagnitude(ratio)} ${ratio < 1 ? 'less time' : 'longer'} ` +
          `than ${baseline} ${wording.object}`;
  }
  const { verb, noun, countable } = wording;
  if (isManifold(ratio)) {
    const as = `as ${countable ? 'many' : 'much'}`;
    return `${candidate} ${verb} ${formatFactor(ratio)} times ${as} ${noun} as ${baseline}`;
  }
  const fewer = countable ? 'fewer' : 'less';
  const comparative = ratio < 1 ? fewer : 'more';
  return `${candidate} ${verb} ${formatMagnitude(ratio)} ${comparative} ${noun} than ${baseline}`;
}

function equality({ candidate, baseline, deltaRatio }: Verdict, wording: MetricWording): string {
  const limit = `any difference is below ${formatMagnitude(deltaRatio)}`;
  return wording.kind === 'time'
    ? `${candidate} takes as long as ${baseline} ${wording.object}: ${limit}`
    : `${candidate} ${wording.verb} as ${wording.countable ? 'many' : 'much'} ${wording.noun} ` +
        `as ${baseline}: ${limit}`;
}

function openQuestion(verdict: Verdict, wording: MetricWording): string {
  const { candidate, baseline, ratio, reason } = verdict;
  const measured = ratio === null ? '' : ` (measured: ${formatRatio(ratio)})`;
  const because = reason === null ? '' : `: ${reason}`;
  const question =
    wording.kind === 'time'
      ? `whether ${candidate} takes longer than ${baseline} ${wording.object}`
      : `whether ${candidate} ${wording.verb} more ${wording.noun} than ${baseline}`;
  return `${question} stays open${measured}${because}`;
}
