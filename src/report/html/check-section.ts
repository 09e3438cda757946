// A check-up as sections of a page: what each server was asked and what was seen, and what its
// author has to mend.

import type { CheckedServer } from '../../model/check-result.ts';
import { mendingsOf, probeNamesOf, resultOf } from '../check-words.ts';
import { unknownMark } from '../format-quantity.ts';
import { joinWords, say, traced } from '../prose.ts';
import { html, type Markup } from './markup.ts';
import { section, sentenceList } from './page.ts';
import { tableOf } from './table.ts';

/** A matrix where there are several, then a section for each; none without servers. */
export function checkPageSections(checks: readonly CheckedServer[] | undefined): (Markup | null)[] {
  if (checks === undefined) {
    return [];
  }
  return [
    checks.length > 1 ? matrix(checks) : null,
    ...checks.map((checked, index) => serverSection(checked, `checks[${index}]`)),
  ];
}

function matrix(checks: readonly CheckedServer[]): Markup | null {
  const rows = probeNamesOf(checks).map((probe) => [
    probe,
    ...checks.map((checked) => resultOf(checked, probe)?.outcome ?? unknownMark),
  ]);
  const headings = ['probe', ...checks.map(({ server }) => server)];
  return rows.length === 0 ? null : section('All servers', [tableOf({ headings, rows })]);
}

/** `place` is where the check stands in the stored run. */
function serverSection(checked: CheckedServer, place: string): Markup | null {
  const { server, profile, probes } = checked;
  const rows = probes.map(({ probe, outcome, observation }, index) => [
    probe,
    outcome,
    html`<span class="words">${traced(
      `${place}.probes[${index}].observation`,
      observation,
    )}</span>`,
  ]);
  const mendings = mendingsOf(checked).map(({ faults, explanation, advice }) => {
    const at = `${place}.probes[${faults[0] === undefined ? 0 : probes.indexOf(faults[0])}]`;
    const names = joinWords(
      faults.map(({ probe }) => probe),
      ', ',
    );
    const why = traced(`${at}.explanation`, explanation);
    return say`${names}: ${why} ${traced(`${at}.advice`, advice)}`;
  });
  return rows.length === 0
    ? null
    : section(`${server}, profile ${profile}`, [
        tableOf({ headings: ['probe', 'outcome', 'what was seen'], isText: true, rows }),
        mendings.length === 0 ? null : section('To mend', [sentenceList(mendings)]),
      ]);
}
