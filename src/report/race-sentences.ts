// What a race for the well-known pipe came to, in one sentence a case.

import type { CaseFigures } from './case-figures.ts';
import { formatCount, formatCounted, formatShare } from './format-quantity.ts';

/** One sentence for each case whose clients raced; none where a gate kept them apart. */
export function raceSentences(cases: readonly CaseFigures[]): string[] {
  return cases.flatMap((figures) => {
    const { server, race, attemptCount, collisionCount, failedCount, establishedCount } = figures;
    if (race === null) {
      return [];
    }
    const attempts = formatCounted(attemptCount, 'attempt');
    const lost = `${formatCounted(failedCount, 'session')} failed`;
    if (collisionCount === 0) {
      return [`${server}: none of ${attempts} at the well-known pipe collided; ${lost}.`];
    }
    const ratio =
      establishedCount === 0
        ? ''
        : `, ${(attemptCount / establishedCount).toFixed(3)} for each established handshake`;
    return [
      `${server}: ${formatCount(collisionCount)} of ${attempts} at the well-known pipe collided ` +
        `(${formatShare(collisionCount / attemptCount)}${ratio}): ` +
        `${formatCount(race.refusedCount)} refused, ${formatCount(race.lostCount)} lost; ${lost}.`,
    ];
  });
}
