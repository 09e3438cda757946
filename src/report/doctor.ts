// A machine's findings for people and for scripts. What needs attention comes first and says why;
// what is good takes one line each.

import { type Finding, type Severity, severities } from '../model/finding.ts';
import type { MachineFacts, NoiseFacts } from '../model/machine.ts';
import { formatCounted } from './format-quantity.ts';
import { limitFindings } from './limit-findings.ts';
import { noiseFindings } from './noise-findings.ts';
import { type Palette, palette } from './palette.ts';
import { placeFindings } from './place-findings.ts';
import { processorFindings } from './processor-findings.ts';
import type { TerminalStyle } from './table.ts';
import { wrapText } from './wrap-text.ts';

const indent = '  ';
const bodyIndent = '      ';

/** Judges a machine and its noise: noise, processors, place and limits, in this order. */
export function machineFindings(facts: MachineFacts, noise: NoiseFacts): Finding[] {
  return [
    ...noiseFindings(noise, facts),
    ...processorFindings(facts.processors),
    ...placeFindings(facts),
    ...limitFindings(facts.limits),
  ];
}

/** Renders findings as text that ends in a line break, the gravest first. */
export function renderDoctor(findings: readonly Finding[], style: TerminalStyle): string {
  const paint = palette(style.colour);
  const worstFirst = severities.toReversed();
  const parts = worstFirst.map((severity) => {
    const some = findings.filter((finding) => finding.severity === severity);
    return section(some, { severity, paint, columns: style.columns });
  });
  const head = [paint.title('fifobench doctor'), summary(findings, style.columns)].join('\n');
  return `${[head, ...parts].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Renders findings as JSON that ends in a line break: `{ "findings": [...] }`. */
export function renderDoctorJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ findings }, null, 2)}\n`;
}

function summary(findings: readonly Finding[], columns: number): string {
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  const graveWords = (['problem', 'warning', 'note'] as const)
    .filter((severity) => count(severity) > 0)
    .map((severity) => formatCounted(count(severity), severity));
  const grave = graveWords.length === 0 ? 'nothing to mend' : graveWords.join(', ');
  const text = `${grave}, ${count('good')} good. Nothing was changed: run a cure yourself.`;
  return wrapText(graveWords.length === 0 ? `${grave}, ${count('good')} good.` : text, {
    ...{ columns, first: '', rest: '' },
  });
}

interface SectionStyle {
  readonly severity: Severity;
  readonly paint: Palette;
  readonly columns: number;
}

const headings: Readonly<Record<Severity, string>> = {
  problem: 'Problems: nothing can be measured',
  warning: 'Warnings: figures suffer',
  note: 'Notes: worth knowing',
  good: 'Good',
};

function section(findings: readonly Finding[], style: SectionStyle): string {
  if (findings.length === 0) {
    return '';
  }
  const { severity, paint } = style;
  const heading = paint.severity(severity, paint.strong(headings[severity]));
  const isGood = severity === 'good';
  const entries = findings.map((finding) => (isGood ? line : entry)(finding, style));
  return [heading, ...entries].join('\n');
}

function line({ subject, found }: Finding, { columns }: SectionStyle): string {
  return wrapText(`${subject}: ${found}`, { columns, first: indent, rest: bodyIndent });
}

/** A command is never broken into lines, since it is there to be copied. */
function entry(finding: Finding, style: SectionStyle): string {
  const { paint, columns } = style;
  const reason = wrapText(finding.reason, { columns, first: bodyIndent, rest: bodyIndent });
  return [
    line(finding, style),
    paint.faint(reason),
    ...(finding.cure === null ? [] : [`${bodyIndent}$ ${paint.strong(finding.cure)}`]),
  ].join('\n');
}
