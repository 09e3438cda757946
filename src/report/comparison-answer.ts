// The answer of a comparison for whoever has a minute: which server is faster, in which cases and
// by how much, how sure that is, and where the time goes. It repeats verdicts and never goes beyond
// them; a reason is given only for a difference that is certain.

import { type Phase, phases } from '../model/block.ts';
import type { Run } from '../model/run.ts';
import type { VerdictWord } from '../model/verdict.ts';
import type { CaseFigures } from './case-figures.ts';
import { formatCounted, formatDuration, formatInterval, formatShare } from './format-quantity.ts';
import { joinWords, say, traced, type Words } from './prose.ts';
import { groupAnswers } from './short-answer.ts';
import { type PlacedVerdict, placedVerdicts } from './verdict-columns.ts';

/** The parts of the answer; all empty where nothing is compared or nothing may be concluded. */
export interface ComparisonAnswer {
  /** Which server is faster, a sentence for each two of them. */
  readonly leads: readonly string[];
  /** By how much and how sure, a sentence for each case. */
  readonly claims: readonly Words[];
  /** Where the time goes that one takes longer, a sentence for each case that is certain. */
  readonly reasons: readonly Words[];
}

/** Gathers the answer from the verdicts on the median handshake, which most people ask for. */
export function comparisonAnswer(run: Run, figures: readonly CaseFigures[]): ComparisonAnswer {
  if (!run.validity.valid) {
    return { leads: [], claims: [], reasons: [] };
  }
  const handshakes = placedVerdicts(run.verdicts).filter(
    ({ verdict }) => verdict.metric === 'service_p50',
  );
  const servers = new Set(handshakes.map(serversOf));
  return {
    leads: [...servers].map((each) =>
      leadSentence(handshakes.filter((placed) => serversOf(placed) === each)),
    ),
    claims: groupAnswers(run, figures, sureness).map((claim) => say`${claim}.`),
    reasons: handshakes.flatMap((placed) => reasonSentence(placed, figures)),
  };
}

function serversOf({ verdict: { candidate, baseline } }: PlacedVerdict): string {
  return `${candidate} against ${baseline}`;
}

/** By word of the verdict, what is said of the candidate and the baseline. */
const comparisons: Readonly<Record<VerdictWord, (names: Names) => string>> = {
  regressed: ({ candidate, baseline }) => `${baseline} is faster than ${candidate}`,
  improved: ({ candidate, baseline }) => `${candidate} is faster than ${baseline}`,
  equivalent: ({ candidate, baseline }) => `${candidate} is as fast as ${baseline}`,
  minor: ({ candidate, baseline }) => `${candidate} and ${baseline} differ too little to count`,
  inconclusive: ({ candidate, baseline }) =>
    `which of ${baseline} and ${candidate} is faster stays open`,
};

interface Names {
  readonly candidate: string;
  readonly baseline: string;
}

/** One claim for every case, or each claim with its cases. */
function leadSentence(placed: readonly PlacedVerdict[]): string {
  const [first] = placed;
  const words = [...new Set(placed.map(({ verdict }) => verdict.verdict))];
  const parts = words.flatMap((word) => {
    const cases = placed.filter(({ verdict }) => verdict.verdict === word);
    const where = cases.map(({ verdict }) => verdict.group).join('; ');
    return first === undefined ? [] : [{ claim: comparisons[word](first.verdict), where }];
  });
  const [only, ...others] = parts;
  const every = placed.length === 1 ? '' : ' in every case';
  const text =
    others.length === 0
      ? `${only?.claim ?? ''}${every}`
      : parts.map(({ claim, where }) => `${claim} (${where})`).join(', ');
  return `${text.replace(/^which/, 'Which')}, going by the handshake.`;
}

/** `, with 96 % confidence 4.1 to 4.6 times (12 pairs)`; nothing for what stays open. */
function sureness({ verdict, place }: PlacedVerdict): Words {
  const { interval, ratio, confidenceRatio, pairCount } = verdict;
  if (interval === null || confidenceRatio === null || verdict.verdict === 'inconclusive') {
    return '';
  }
  const shown = formatInterval(interval, ratio).replace('×', ' times');
  const range = traced(`${place}.interval`, shown);
  const confidence = traced(`${place}.confidenceRatio`, formatShare(confidenceRatio));
  const pairs = traced(`${place}.pairs`, formatCounted(pairCount, 'pair'));
  // The pairs of one case are the same for every metric, and are said once.
  const told = verdict.metric === 'service_p50' ? say` (${pairs})` : '';
  return say`, with ${confidence} confidence ${range}${told}`;
}

const phaseWords: Readonly<Record<Phase, string>> = {
  prepare: 'making the private FIFO (prepare)',
  connect: 'opening the well-known pipe (connect)',
  send: 'writing the name (send)',
  ack: 'waiting for the acknowledgement (ack)',
  respond: 'answering and removing the FIFO (respond)',
};

/** Where most of the difference lies, and the fork of either server. */
function reasonSentence({ verdict }: PlacedVerdict, figures: readonly CaseFigures[]): Words[] {
  const isCertain = verdict.verdict === 'regressed' || verdict.verdict === 'improved';
  const find = (name: string) =>
    figures.find(({ group, server }) => group === verdict.group && server === name);
  const [baseline, candidate] = [find(verdict.baseline), find(verdict.candidate)];
  if (!isCertain || baseline === undefined || candidate === undefined) {
    return [];
  }
  const isSlower = verdict.verdict === 'regressed';
  const [slow, quick] = isSlower ? [candidate, baseline] : [baseline, candidate];
  const wholeNs = differenceNs(slow.meanNs.service, quick.meanNs.service);
  const parts = phases.map((phase) => ({
    phase,
    moreNs: differenceNs(slow.meanNs.phases[phase], quick.meanNs.phases[phase]),
  }));
  const [most] = parts.sort((left, right) => (right.moreNs ?? 0) - (left.moreNs ?? 0));
  if (most === undefined || wholeNs === null || wholeNs <= 0 || (most.moreNs ?? 0) <= 0) {
    return [];
  }
  const at = (name: string) => `${slow.place}.${name} - ${quick.place}.${name}`;
  const whole = traced(at('serviceNs.mean'), formatDuration(wholeNs));
  const more = traced(at(`phasesNs.${most.phase}.mean`), formatDuration(most.moreNs));
  const longer = say`a handshake of ${slow.server} takes ${whole} longer on average`;
  const where = say`${phaseWords[most.phase]} takes ${more} longer`;
  const forks = [slow, quick].flatMap(forkWords);
  return [say`${verdict.group}: ${longer}; ${where}${joinWords(forks, '')}.`];
}

function differenceNs(leftNs: number | null, rightNs: number | null): number | null {
  return leftNs === null || rightNs === null ? null : leftNs - rightNs;
}

function forkWords({ place, server, meanNs }: CaseFigures): Words[] {
  const { fork: forkNs, service: serviceNs } = meanNs;
  if (forkNs === null || serviceNs === null || serviceNs === 0) {
    return [];
  }
  const call = traced(`${place}.forkNs.mean`, formatDuration(forkNs));
  const share = traced(
    `${place}.forkNs.mean / ${place}.serviceNs.mean`,
    formatShare(forkNs / serviceNs),
  );
  return [say`; the fork call of ${server} alone takes ${call}, ${share} of its handshake`];
}
