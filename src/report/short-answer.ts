// The answer in a few sentences, for whoever reads only the end: which server is quicker at the
// handshake in each group, and what forking adds to it. It repeats verdicts and never goes beyond
// them.

import type { Run } from '../model/run.ts';
import type { MetricName } from '../model/verdict.ts';
import type { CaseFigures } from './case-figures.ts';
import { scoreSentence } from './check-words.ts';
import { formatDuration } from './format-quantity.ts';
import { metricPlace } from './metric-place.ts';
import { joinWords, say, traced, type Words } from './prose.ts';
import { type PlacedVerdict, placedVerdicts } from './verdict-columns.ts';
import { verdictSentence } from './verdict-sentence.ts';

/** Handshake latency and throughput: what most people ask for. */
const headlineMetrics: readonly MetricName[] = ['service_p50', 'handshakes_per_second'];

/**
 * One sentence for each candidate of each group, or for each server that was checked, with a full
 * stop. Empty for a run that compares nothing, or that allows no conclusion.
 */
export function shortAnswer(run: Run, figures: readonly CaseFigures[]): Words[] {
  if (run.checks !== undefined) {
    return run.checks.map((checked, index) => scoreSentence(checked, `checks[${index}]`));
  }
  return groupAnswers(run, figures).map((claim) => say`${claim}.`);
}

/**
 * What is claimed of each candidate in each group, without a full stop; none where a run allows no
 * conclusion. `grounds` is said behind each verdict.
 */
export function groupAnswers(
  run: Run,
  figures: readonly CaseFigures[],
  grounds: (placed: PlacedVerdict) => Words = () => '',
): Words[] {
  if (!run.validity.valid) {
    return [];
  }
  const headlines = placedVerdicts(run.verdicts).filter(({ verdict }) =>
    headlineMetrics.includes(verdict.metric),
  );
  const keyOf = ({ verdict: { group, candidate } }: PlacedVerdict) => `${group}\n${candidate}`;
  return [...new Set(headlines.map(keyOf))].map((key) => {
    const own = headlines.filter((each) => keyOf(each) === key);
    const claims = own.map((each) => {
      const sentence = verdictSentence(each.verdict, each.place);
      return say`${sentence}${addedTime(each, figures)}${grounds(each)}`;
    });
    return say`${own[0]?.verdict.group ?? ''}: ${joinWords(claims, '; ')}`;
  });
}

/** What the candidate adds to the median handshake, where that is certain and an increase. */
function addedTime({ verdict }: PlacedVerdict, figures: readonly CaseFigures[]): Words {
  if (verdict.metric !== 'service_p50' || verdict.verdict !== 'regressed') {
    return '';
  }
  const find = (name: string) =>
    figures.find(({ group, server }) => group === verdict.group && server === name);
  const [mine, theirs] = [find(verdict.candidate), find(verdict.baseline)];
  const [mineNs = null, theirsNs = null] = [mine, theirs].map((each) => each?.metrics.service_p50);
  return mineNs === null || theirsNs === null || mineNs <= theirsNs
    ? ''
    : say` (${traced(
        `${metricPlace(mine?.place ?? '', 'service_p50')} - ` +
          metricPlace(theirs?.place ?? '', 'service_p50'),
        formatDuration(mineNs - theirsNs),
      )} more)`;
}
