// From intervals to a word. Everything is a log ratio turned so that positive is worse, and ±delta
// is what does not matter:
//
//   improved   minor    equivalent    minor   regressed
//  ──[──]─────────[──|──]──[──0──]──────[──|──]───[──]──▶ worse        [──0──|──] inconclusive
//                 -delta                 +delta

import type { VerdictWord } from '../model/verdict.ts';

/** Two log ratios, `low` at most `high`. */
export interface LogInterval {
  readonly low: number;
  readonly high: number;
}

/** What decides, and the two witnesses beside it; a point estimate has `low` equal to `high`. */
export interface WitnessedEffect {
  /** The sign test's interval. */
  readonly interval: LogInterval;
  readonly hodgesLehmann: LogInterval;
  readonly bootstrap: LogInterval;
}

/** A word, and where it is `inconclusive`, why. */
export interface Classification {
  readonly verdict: VerdictWord;
  readonly reason: string | null;
}

/** The effect with its sign turned, for a metric of which more is better. */
export function mirrored(effect: WitnessedEffect): WitnessedEffect {
  return {
    interval: turned(effect.interval),
    hodgesLehmann: turned(effect.hodgesLehmann),
    bootstrap: turned(effect.bootstrap),
  };
}

/**
 * The word for an effect, positive being worse, against what does not matter (`delta`, a log ratio
 * above 0). A witness confirms a direction by lying wholly on that side of 0, and equivalence by
 * lying wholly within ±delta; where one does neither the word becomes `inconclusive`.
 */
export function classify(
  { interval, hodgesLehmann, bootstrap }: WitnessedEffect,
  { delta }: { delta: number },
): Classification {
  const verdict = wordOf(interval, { delta });
  if (verdict === 'inconclusive') {
    return { verdict, reason: 'the interval reaches from no change to one that matters' };
  }
  const confirms = (witness: LogInterval): boolean => {
    if (verdict === 'equivalent') {
      return -delta <= witness.low && witness.high <= delta;
    }
    return interval.low > 0 ? witness.low > 0 : witness.high < 0;
  };
  if (!confirms(hodgesLehmann)) {
    return {
      verdict: 'inconclusive',
      reason: 'the Hodges-Lehmann estimate contradicts the median',
    };
  }
  if (!confirms(bootstrap)) {
    return { verdict: 'inconclusive', reason: 'the bootstrap interval does not confirm it' };
  }
  return { verdict, reason: null };
}

function wordOf({ low, high }: LogInterval, { delta }: { delta: number }): VerdictWord {
  if (-delta <= low && high <= delta) {
    return 'equivalent';
  }
  if (low > delta) {
    return 'regressed';
  }
  if (high < -delta) {
    return 'improved';
  }
  return low > 0 || high < 0 ? 'minor' : 'inconclusive';
}

function turned({ low, high }: LogInterval): LogInterval {
  return { low: -high, high: -low };
}
