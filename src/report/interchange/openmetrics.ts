// Runs as OpenMetrics text, version 1.0: a family of gauges a metric, in base units, each point at
// the start of its run. Prometheus and its relatives read it.

import type { MeasuredFigure } from '../../model/history.ts';
import type { Run } from '../../model/run.ts';
import { exportedCases } from './exported-case.ts';

interface Family {
  readonly name: string;
  readonly unit: string | null;
  readonly help: string;
}

/** Renders runs as one exposition, in the order of their start. No runs give its end alone. */
export function renderOpenMetrics(runs: readonly Run[]): string {
  const families = new Map<string, Family>();
  const ordered = runs.toSorted((left, right) => (left.startedAt < right.startedAt ? -1 : 1));
  // All points of one series stand together, as the format demands.
  const series = new Map<string, string[]>();
  for (const run of ordered) {
    const seconds = Date.parse(run.startedAt) / 1e3;
    for (const { name: caseName, server, figures } of exportedCases(run)) {
      const labels = labelText({
        ...{ scenario: run.scenario, case: caseName, server },
        ...{ fingerprint: run.environment.fingerprint, valid: String(run.validity.valid) },
      });
      for (const figure of figures) {
        const { family, value } = baseFigure(figure);
        const known = families.get(family.name) ?? family;
        families.set(family.name, known);
        const key = `${known.name}${labels}`;
        const points = series.get(key) ?? [];
        series.set(key, points);
        points.push(`${key} ${value} ${seconds}`);
      }
    }
  }
  const texts = [...families.values()].map((family) => {
    const points = [...series].filter(([key]) => key.startsWith(`${family.name}{`));
    return familyText(
      family,
      points.flatMap(([, lines]) => lines),
    );
  });
  return `${texts.join('')}# EOF\n`;
}

function familyText({ name, unit, help }: Family, samples: readonly string[]): string {
  const head = [
    `# TYPE ${name} gauge`,
    ...(unit === null ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
  ];
  return `${[...head, ...samples].join('\n')}\n`;
}

/** A figure in the base unit that the format asks for, under a name that ends in the unit. */
function baseFigure({ metric, unit, value }: MeasuredFigure) {
  const stem = `fifobench_${metric.replace(/_ns_/, '_').replaceAll('-', '_')}`;
  const family = (name: string, unitName: string | null): Family => ({
    ...{ name, unit: unitName, help: metric.replaceAll('_', ' ') },
  });
  if (unit === 'ns') {
    return { family: family(`${stem}_seconds`, 'seconds'), value: value / 1e9 };
  }
  return { family: family(stem, null), value };
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `{${pairs.join(',')}}`;
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
