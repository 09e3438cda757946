// A check-up for the terminal: for one server a line for each probe, for several a matrix; then
// what is to be mended.

import type { CheckedServer, ProbeResult } from '../model/check-result.ts';
import { mendingsOf, probeNamesOf, resultOf } from './check-words.ts';
import { unknownMark } from './format-quantity.ts';
import type { Palette } from './palette.ts';
import { renderStackedTable, type TableColumn } from './stacked-table.ts';
import { wrapText } from './wrap-text.ts';

/** How it is drawn. */
export interface CheckStyle {
  readonly columns: number;
  readonly paint: Palette;
}

/** The sections, each without a line break at its end. No servers give none. */
export function checkSections(
  checks: readonly CheckedServer[] | undefined,
  style: CheckStyle,
): string[] {
  if (checks === undefined || checks.length === 0) {
    return [];
  }
  const isMatrix = checks.length > 1;
  return [
    ...(isMatrix ? [matrix(checks, style)] : checks.map((checked) => probeLines(checked, style))),
    ...checks.map((checked) => mendingSection(checked, { ...style, withObservations: isMatrix })),
  ].filter((section) => section !== '');
}

function probeLines({ server, profile, probes }: CheckedServer, style: CheckStyle): string {
  const title = style.paint.title(`${server}, profile ${profile}`);
  const nameWidth = widest(probes.map(({ probe }) => probe));
  const outcomeWidth = widest(probes.map(({ outcome }) => outcome));
  const indent = ' '.repeat(nameWidth + outcomeWidth + 4);
  const lines = probes.map((result) => {
    const { probe, outcome, observation } = result;
    const layout = { columns: style.columns, first: indent, rest: indent };
    const text = wrapText(observation, layout).slice(indent.length);
    const gap = ' '.repeat(outcomeWidth - outcome.length);
    return `${probe.padEnd(nameWidth)}  ${paintOutcome(result, style.paint)}${gap}  ${text}`;
  });
  return probes.length === 0 ? '' : [title, '', ...lines].join('\n');
}

function matrix(checks: readonly CheckedServer[], { columns, paint }: CheckStyle): string {
  const key: TableColumn<string> = { heading: 'probe', align: 'left', cell: (probe) => probe };
  return renderStackedTable({
    ...{ key, rows: probeNamesOf(checks), width: columns, paintHeading: paint.faint },
    columns: checks.map((checked) => ({
      ...{ heading: checked.server, align: 'left' as const },
      cell: (probe: string) => resultOf(checked, probe)?.outcome ?? unknownMark,
      paint: (probe: string, text: string) => {
        const result = resultOf(checked, probe);
        return result === undefined ? text : paintOutcome(result, paint);
      },
    })),
  });
}

function mendingSection(
  checked: CheckedServer,
  { columns, paint, withObservations }: CheckStyle & { withObservations: boolean },
): string {
  const entries = mendingsOf(checked).map(({ faults, explanation, advice }) => {
    const names = faults.map(({ probe, outcome }) => `${probe} (${outcome})`).join(', ');
    const indented = (text: string) => wrapText(text, { columns, first: '    ', rest: '    ' });
    return [
      wrapText(names, { columns, first: '  ', rest: '    ' }),
      ...(withObservations ? faults.map(({ observation }) => indented(observation)) : []),
      indented(explanation),
      paint.strong(indented(advice)),
    ].join('\n');
  });
  const title = paint.title(`To mend in ${checked.server}`);
  return entries.length === 0 ? '' : [title, ...entries].join('\n\n');
}

function paintOutcome({ outcome, passed }: ProbeResult, paint: Palette): string {
  if (outcome === 'skipped') {
    return paint.faint(outcome);
  }
  return passed ? paint.severity('good', outcome) : paint.bad(outcome);
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}
