// A mistake in a profile: where it is, what is wrong, and what would mend it.

import { FifobenchError } from '../errors.ts';

/** One mistake. */
export interface ProfileMistake {
  /** `connect[0].text`; empty: the whole file. */
  readonly path: string;
  /** What is wrong, without a full stop. */
  readonly reason: string;
  /** What would mend it, as an instruction; empty where the reason says it. */
  readonly cure: string;
}

/** `connect[0].text: unknown placeholder {nam}; …`, on one line. */
export function describeMistake({ path, reason, cure }: ProfileMistake): string {
  const where = path === '' ? '' : `${path}: `;
  return `${where}${reason}${cure === '' ? '' : `; ${cure}`}`;
}

/** `['connect', 0, 'text']` as a person would write it: `connect[0].text`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/**
 * The mistakes of a profile as an error of code `invalid-profile`. `sourceName` is what it calls
 * the profile, as a rule the file's path; there is at least one mistake.
 */
export function mistakenProfile(
  mistakes: readonly ProfileMistake[],
  sourceName: string,
): FifobenchError {
  const [first, ...more] = mistakes;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const path = first === undefined || first.path === '' ? '' : `${first.path}: `;
  const message = `${sourceName}: ${path}${first?.reason ?? 'is no profile'}${others}`;
  const hint = more.length === 0 ? '' : `fifobench profile check ${sourceName} shows all`;
  const remedy = [first?.cure ?? '', hint].filter((part) => part !== '').join('; ');
  return new FifobenchError('invalid-profile', message, { remedy: remedy === '' ? null : remedy });
}
