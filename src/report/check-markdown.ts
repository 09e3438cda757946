// A check-up as a grading sheet in Markdown: what each server failed at and what its author has to
// mend, with the reason; what it passed is folded away.

import { type CheckedServer, type ProbeResult, scoreOf } from '../model/check-result.ts';
import { mendingsOf, probeNamesOf, resultOf, scoreSentence } from './check-words.ts';
import { unknownMark } from './format-quantity.ts';
import { foldedParts } from './markdown-parts.ts';

/** The parts, each without a line break at its end; none without servers. */
export function checkParts(checks: readonly CheckedServer[] | undefined): string[] {
  if (checks === undefined || checks.length === 0) {
    return [];
  }
  return [...(checks.length > 1 ? [overview(checks)] : []), ...checks.flatMap(serverParts)];
}

function overview(checks: readonly CheckedServer[]): string {
  return tableOf(
    ['probe', ...checks.map(({ server }) => server)],
    [
      ...probeNamesOf(checks).map((probe) => [
        `\`${probe}\``,
        ...checks.map((checked) => mark(resultOf(checked, probe))),
      ]),
      ['**passed**', ...checks.map(scoreCell)],
    ],
  );
}

function serverParts(checked: CheckedServer): string[] {
  const { server, profile, probes, startFault } = checked;
  const head = [`### ${escapeCell(server)}`, escapeCell(String(scoreSentence(checked)))];
  if (startFault !== null) {
    return head;
  }
  const faults = probes.filter(({ passed }) => !passed);
  const others = probes.filter(({ passed }) => passed);
  return [
    ...head,
    `Profile: ${escapeCell(profile)}`,
    probeTable(faults),
    ...mendingParts(checked),
    ...foldedParts('Probes that were passed or did not apply', [probeTable(others)]),
  ];
}

function probeTable(results: readonly ProbeResult[]): string {
  const rows = results.map((result) => [
    `\`${result.probe}\``,
    mark(result),
    escapeCell(result.observation),
  ]);
  return rows.length === 0 ? '' : tableOf(['probe', 'outcome', 'what was seen'], rows);
}

function mendingParts(checked: CheckedServer): string[] {
  const entries = mendingsOf(checked).map(({ faults, explanation, advice }, index) => {
    const names = faults.map(({ probe }) => `\`${probe}\``).join(', ');
    return `${index + 1}. ${names}: ${explanation}\n   *Usually mended so:* ${advice}`;
  });
  return entries.length === 0 ? [] : ['#### To mend', entries.join('\n')];
}

function scoreCell(checked: CheckedServer): string {
  const { passedCount, askedCount } = scoreOf(checked);
  return checked.startFault === null ? `**${passedCount} of ${askedCount}**` : 'not checked';
}

function mark(result: ProbeResult | undefined): string {
  if (result === undefined) {
    return unknownMark;
  }
  const { outcome, passed } = result;
  return outcome === 'skipped' ? outcome : `${passed ? '✅' : '❌'} ${outcome}`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text from outside must not break the table or become markup. */
function escapeCell(text: string): string {
  return text.replace(/[\\|`*_<>[\]#]/g, '\\$&').replace(/\s+/g, ' ');
}
