// The answer in a few sentences, for whoever reads only the end: which server is quicker at the
// handshake in each group, and what forking adds to it. It repeats verdicts and never goes beyond
// them.

import type { Run } from '../model/run.ts';
import type { MetricName, Verdict } from '../model/verdict.ts';
import type { CaseFigures } from './case-figures.ts';
import { scoreSentence } from './check-words.ts';
import { formatDuration } from './format-quantity.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** Handshake latency and throughput: what most people ask for. */
const headlineMetrics: readonly MetricName[] = ['service_p50', 'handshakes_per_second'];

/**
 * One sentence for each candidate of each group, or for each server that was checked, with a full
 * stop. Empty for a run that compares nothing, or that allows no conclusion.
 */
export function shortAnswer(run: Run, figures: readonly CaseFigures[]): string[] {
  if (run.checks !== undefined) {
    return run.checks.map(scoreSentence);
  }
  if (!run.validity.valid) {
    return [];
  }
  const headlines = run.verdicts.filter(({ metric }) => headlineMetrics.includes(metric));
  const keys = [...new Set(headlines.map(({ group, candidate }) => `${group}\n${candidate}`))];
  return keys.map((key) => {
    const [group, candidate] = key.split('\n');
    const verdicts = headlines.filter(
      (verdict) => verdict.group === group && verdict.candidate === candidate,
    );
    const claims = verdicts.map(
      (verdict) => verdictSentence(verdict) + addedTime(verdict, figures),
    );
    return `${group}: ${claims.join('; ')}.`;
  });
}

/** What the candidate adds to the median handshake, where that is certain and an increase. */
function addedTime(verdict: Verdict, figures: readonly CaseFigures[]): string {
  if (verdict.metric !== 'service_p50' || verdict.verdict !== 'regressed') {
    return '';
  }
  const medianNs = (name: string) =>
    figures.find(({ group, server }) => group === verdict.group && server === name)?.metrics
      .service_p50 ?? null;
  const mineNs = medianNs(verdict.candidate);
  const theirsNs = medianNs(verdict.baseline);
  return mineNs === null || theirsNs === null || mineNs <= theirsNs
    ? ''
    : ` (${formatDuration(mineNs - theirsNs)} more)`;
}
