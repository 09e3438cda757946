// What there is to measure: the built-in server patterns, the profiles of other servers, the
// scenarios and the micro-benchmarks, for `fifobench list`.

import type { MicroSubject } from '../model/micro-subject.ts';
import { groupNames, type Scenario } from '../model/scenario.ts';
import type { ServerPattern } from '../model/server-spec.ts';
import type { Profile } from '../profile/profile.ts';
import { type Palette, palette } from './palette.ts';
import type { TerminalStyle } from './table.ts';
import { wrapText } from './wrap-text.ts';

/** Profiles of servers that differ in little. */
export interface ProfileFamily {
  /** At least one; the first is described, the others are named. */
  readonly profiles: readonly Profile[];
}

/** What is listed. */
export interface Inventory {
  readonly patterns: readonly ServerPattern[];
  readonly profiles: readonly ProfileFamily[];
  readonly scenarios: readonly Scenario[];
  readonly micro: readonly MicroSubject[];
}

/** Renders the list as text that ends in a line break. An empty kind is left out. */
export function renderList(inventory: Inventory, style: TerminalStyle): string {
  const paint = palette(style.colour);
  const patterns = inventory.patterns.map(({ name, summary }) => ({ name, lines: [summary] }));
  const scenarios = inventory.scenarios.map(({ name, summary, servers, cases }) => ({
    name,
    lines: [summary, `servers: ${servers.join(', ')}`, `cases: ${groupNames(cases).join('; ')}`],
  }));
  const micro = inventory.micro.map(({ name, summary }) => ({ name, lines: [summary] }));
  const profiles = inventory.profiles.map(familyEntry);
  const sections = [
    section(paint, style.columns, { heading: 'Server patterns', entries: patterns }),
    section(paint, style.columns, { heading: 'Profiles', entries: profiles }),
    section(paint, style.columns, { heading: 'Scenarios', entries: scenarios }),
    section(paint, style.columns, { heading: 'Micro-benchmarks', entries: micro }),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

/** The same for programs: names and summaries by kind, as JSON that ends in a line break. */
export function renderListJson({ patterns, profiles, scenarios, micro }: Inventory): string {
  const listed = {
    patterns: patterns.map(({ name, model, summary }) => ({ name, model, summary })),
    profiles: profiles.flatMap((family) =>
      family.profiles.map(({ name, summary = null }) => ({ name, summary })),
    ),
    scenarios: scenarios.map(({ name, summary, servers, cases }) => ({
      ...{ name, summary, servers, cases: groupNames(cases) },
    })),
    micro: micro.map(({ name, summary }) => ({ name, summary })),
  };
  return `${JSON.stringify(listed, null, 2)}\n`;
}

interface Entry {
  readonly name: string;
  readonly lines: readonly string[];
}

function familyEntry({ profiles: [first, ...others] }: ProfileFamily): Entry {
  const summary = first?.summary ?? 'without a summary';
  const also = others.map(({ name }) => name).join(', ');
  return {
    name: first?.name ?? '',
    lines: also === '' ? [summary] : [summary, `also: ${also}`],
  };
}

function section(
  paint: Palette,
  columns: number,
  { heading, entries }: { heading: string; entries: readonly Entry[] },
): string {
  if (entries.length === 0) {
    return '';
  }
  const blocks = entries.map(({ name, lines }) => {
    const body = lines.map((line) => wrapText(line, { columns, first: '    ', rest: '    ' }));
    return [`  ${paint.strong(name)}`, ...body].join('\n');
  });
  return [paint.title(heading), ...blocks].join('\n');
}
