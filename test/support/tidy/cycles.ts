// No file imports itself by way of others. Imports of types count.

import { findImports } from './rooms.ts';
import type { Finding, SourceFile } from './source-file.ts';

/** A finding for each cycle, at the file of it that comes first. */
export function importsFormNoCycle(files: readonly SourceFile[]): Finding[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of findImports(files)) {
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const finished = new Set<string>();
  const cycles = new Map<string, string[]>();
  for (const path of [...targets.keys()].sort()) {
    visit(path, { targets, finished, cycles, trail: [] });
  }
  return [...cycles.values()].map((cycle) => ({
    path: cycle[0] ?? '',
    line: 1,
    what: `an import cycle ${[...cycle, cycle[0]].join(' → ')}`,
    cure: 'move what both need into a file of its own',
  }));
}

interface Walk {
  readonly targets: ReadonlyMap<string, readonly string[]>;
  readonly finished: Set<string>;
  /** By their members, so that each is found once. */
  readonly cycles: Map<string, string[]>;
  readonly trail: readonly string[];
}

function visit(path: string, walk: Walk): void {
  const { targets, finished, cycles, trail } = walk;
  if (trail.includes(path)) {
    const cycle = trail.slice(trail.indexOf(path));
    cycles.set([...cycle].sort().join(' '), cycle);
  } else if (!finished.has(path)) {
    for (const target of targets.get(path) ?? []) {
      visit(target, { ...walk, trail: [...trail, path] });
    }
    finished.add(path);
  }
}
