// Runs as JUnit XML, for the test pages of continuous integration: whether the measurement is
// valid, what became of each threshold, each verdict and each probe of a check-up. A regression and
// what a probe finds fail, what is not certain is skipped.

import type { ProbeResult } from '../../model/check-result.ts';
import type { Run } from '../../model/run.ts';
import { thresholdSentences } from '../threshold-sentences.ts';
import { verdictSentence } from '../verdict-sentence.ts';

interface TestCase {
  readonly name: string;
  readonly group: string;
  /** Absent: it passed. */
  readonly outcome?: { readonly kind: 'failure' | 'error' | 'skipped'; readonly message: string };
}

/** Renders runs, a suite each. */
export function renderJunit(runs: readonly Run[]): string {
  const suites = runs.map((run) => suiteText(run, testCases(run)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function testCases(run: Run): TestCase[] {
  return [
    ...[validityCase(run), ...missingCases(run), ...thresholdCases(run)],
    ...[...verdictCases(run), ...probeCases(run)],
  ];
}

function validityCase({ validity, kind, status }: Run): TestCase {
  const name = 'the measurement is valid';
  if (validity.valid && status === 'complete') {
    return { name, group: kind };
  }
  const message = [...validity.causes, ...(status === 'complete' ? [] : [`It was ${status}.`])];
  return { name, group: kind, outcome: { kind: 'error', message: message.join(' ') } };
}

/** What a baseline has and this run has not. */
function missingCases({ gate, kind }: Run): TestCase[] {
  return (gate?.missing ?? []).map((group) => ({
    ...{ name: `${group} was measured`, group: kind },
    outcome: { kind: 'failure', message: `The baseline ${gate?.baseline} has it.` },
  }));
}

function thresholdCases(run: Run): TestCase[] {
  return (run.thresholds ?? []).map((outcome) => {
    const [sentence = ''] = thresholdSentences({ ...run, thresholds: [outcome] });
    const plain = { name: outcome.text, group: outcome.case };
    return outcome.crossed
      ? { ...plain, outcome: { kind: 'failure', message: String(sentence) } }
      : plain;
  });
}

function verdictCases(run: Run): TestCase[] {
  return run.verdicts.map((verdict) => {
    const { metric, candidate, baseline, group } = verdict;
    const plain = { name: `${metric} of ${candidate} against ${baseline}`, group };
    const message = String(verdictSentence(verdict));
    if (!run.validity.valid || verdict.verdict === 'inconclusive') {
      return { ...plain, outcome: { kind: 'skipped', message } };
    }
    return verdict.verdict === 'regressed'
      ? { ...plain, outcome: { kind: 'failure', message } }
      : plain;
  });
}

function probeCases({ checks = [] }: Run): TestCase[] {
  return checks.flatMap(({ server, probes }) =>
    probes.map((probe) => ({ name: probe.probe, group: server, ...probeOutcome(probe) })),
  );
}

function probeOutcome({ outcome, passed, observation, explanation, advice }: ProbeResult) {
  const message = [`${outcome}:`, observation, explanation ?? '', advice ?? ''].join(' ').trim();
  if (outcome === 'skipped') {
    return { outcome: { kind: 'skipped' as const, message } };
  }
  return passed ? {} : { outcome: { kind: 'failure' as const, message } };
}

function suiteText(run: Run, cases: readonly TestCase[]): string {
  const counted = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  const attributes = attributesText({
    name: `fifobench ${run.kind} ${run.scenario}`,
    tests: String(cases.length),
    failures: String(counted('failure')),
    errors: String(counted('error')),
    skipped: String(counted('skipped')),
    time: (run.elapsedNs / 1e9).toFixed(3),
    timestamp: run.startedAt.replace(/\.\d+Z$|Z$/, ''),
  });
  return [`  <testsuite${attributes}>`, ...cases.map(caseText), '  </testsuite>'].join('\n');
}

function caseText({ name, group, outcome }: TestCase): string {
  const attributes = attributesText({ name, classname: group, time: '0' });
  if (outcome === undefined) {
    return `    <testcase${attributes}/>`;
  }
  const { kind, message } = outcome;
  const inner = `<${kind}${attributesText({ message })}/>`;
  return `    <testcase${attributes}>${inner}</testcase>`;
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.map((pair) => ` ${pair}`).join('');
}

/** Characters that XML cannot hold even escaped, such as a bell, are left out. */
function escaped(text: string): string {
  return [...text]
    .filter((character) => character >= ' ' || '\t\n\r'.includes(character))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
