// What the readers of other tools' files have in common: where they were measured, and how figures
// become imports.

import type { StoredImport } from '../imported-schema.ts';

/** What a file of another tool does not say about itself. */
export interface ImportFacts {
  /** UTC, ISO 8601: for figures that have no date of their own. */
  readonly startedAt: string;
  /** For figures that name no commit; `null`: nobody knows. */
  readonly commit: string | null;
  /** What the user calls the machine. */
  readonly fingerprint: string;
  /** For figures whose file does not say. */
  readonly better: 'lower' | 'higher';
}

/** One figure in the form of its file. */
export type ImportedFigure = StoredImport['cases'][number]['figures'][number];

/** An import of the figures, whose fields `change` replaces. Each key of `byCase` is a case. */
export function importOf(
  byCase: ReadonlyMap<string, readonly ImportedFigure[]>,
  facts: ImportFacts,
  change: Pick<StoredImport, 'source' | 'scenario'> & Partial<StoredImport>,
): StoredImport {
  const { startedAt, commit, fingerprint } = facts;
  return {
    ...{ schemaVersion: 1, kind: 'imported', startedAt, commit, fingerprint },
    cases: [...byCase].map(([name, figures]) => ({ name, server: name, figures: [...figures] })),
    ...change,
  };
}

/** Digits by which a run names its commit. */
const commitDigitCount = 12;

/** A full name of a commit as our runs have it. */
export function shortCommit(commit: string): string {
  return /^[0-9a-f]{40}$/.test(commit) ? commit.slice(0, commitDigitCount) : commit;
}
