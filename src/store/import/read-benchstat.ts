// Reads the format of Go's benchmarks (golang/proposal, design/14313-benchmark-format.md), which
// benchstat compares: lines of one benchmark are repetitions, and their median is the figure.

import { median } from '../../stats/quantile.ts';
import type { StoredImport } from '../imported-schema.ts';
import {
  type ImportedFigure,
  type ImportFacts,
  importOf,
  shortCommit,
} from './imported-figures.ts';

/** Figures in ns end so, as benchstat knows them too. */
const nanoseconds = /(?:^|-)ns(?:\/|$)/;

/**
 * The imports of a text: one for each set of configuration lines that benchmarks follow. Lines of
 * any other kind are passed over, as the format demands. A text without benchmarks gives none.
 */
export function readBenchstat(text: string, facts: ImportFacts): StoredImport[] {
  const configuration = new Map<string, string>();
  const directions = new Map<string, ImportedFigure['better']>();
  const sections: Section[] = [];
  let isFresh = true;
  for (const line of text.split(/\r?\n/)) {
    const setting = /^([a-z][^\sA-Z:]*):(?:[ \t]+(.*))?$/.exec(line);
    const direction = /^Unit\s+(\S+)\s.*\bbetter=(higher|lower)\b/.exec(line);
    const result = parseResult(line);
    if (setting !== null) {
      configuration.set(setting[1] ?? '', setting[2] ?? '');
      isFresh = true;
    } else if (direction !== null) {
      directions.set(direction[1] ?? '', direction[2] as ImportedFigure['better']);
    } else if (result !== null) {
      if (isFresh) {
        sections.push({ configuration: new Map(configuration), results: [] });
        isFresh = false;
      }
      sections.at(-1)?.results.push(result);
    }
  }
  return sections.map((section) => importOfSection(section, { facts, directions }));
}

interface BenchmarkResult {
  readonly name: string;
  readonly values: readonly { readonly value: number; readonly unit: string }[];
}

interface Section {
  readonly configuration: ReadonlyMap<string, string>;
  readonly results: BenchmarkResult[];
}

/** `BenchmarkName 100 154125 ns/op 64.88 MB/s`; `null` where the line is none. */
function parseResult(line: string): BenchmarkResult | null {
  const [name = '', iterations = '', ...fields] = line.trim().split(/\s+/);
  const isName = /^Benchmark(?![a-z])\S*$/.test(name);
  if (!isName || !/^[1-9]\d*$/.test(iterations) || fields.length < 2 || fields.length % 2 === 1) {
    return null;
  }
  const values = fields.flatMap((field, index) => {
    const unit = fields[index + 1] ?? '';
    return index % 2 === 0 ? [{ value: Number(field), unit }] : [];
  });
  return values.every(({ value }) => Number.isFinite(value)) ? { name, values } : null;
}

function importOfSection(
  { configuration, results }: Section,
  {
    facts,
    directions,
  }: { facts: ImportFacts; directions: ReadonlyMap<string, 'lower' | 'higher'> },
): StoredImport {
  const byCase = new Map<string, Map<string, number[]>>();
  for (const { name, values } of results) {
    const plain = name.replace(/^Benchmark\/?/, '') || name;
    const byUnit = byCase.get(plain) ?? new Map<string, number[]>();
    byCase.set(plain, byUnit);
    for (const { value, unit } of values) {
      byUnit.set(unit, [...(byUnit.get(unit) ?? []), value]);
    }
  }
  const cases = [...byCase].map(([name, byUnit]) => {
    const figures = [...byUnit].map(([unit, values]) => ({
      metric: unit,
      unit: nanoseconds.test(unit) ? 'ns' : '',
      better: directions.get(unit) ?? (unit.endsWith('/s') ? ('higher' as const) : facts.better),
      value: median(values) ?? 0,
    }));
    return [name, figures] as const;
  });
  const commit = configuration.get('commit') ?? null;
  const started = configuration.get('started') ?? '';
  const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(started);
  return importOf(new Map(cases), facts, {
    source: 'benchstat',
    scenario: configuration.get('scenario') ?? configuration.get('pkg') ?? 'benchstat',
    ...(commit === null ? {} : { commit: shortCommit(commit) }),
    ...(isTime ? { startedAt: started } : {}),
  });
}
