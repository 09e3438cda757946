// What a race for the well-known pipe came to, in one sentence a case.

import type { CaseFigures } from './case-figures.ts';
import { formatCount, formatCounted, formatShare } from './format-quantity.ts';
import { type Prose, say, traced, type Words } from './prose.ts';

/** One sentence for each case whose clients raced; none where a gate kept them apart. */
export function raceSentences(cases: readonly CaseFigures[]): Prose[] {
  return cases.flatMap((figures) => (figures.race === null ? [] : [raceSentence(figures)]));
}

function raceSentence(figures: CaseFigures): Prose {
  const { place, server, race, attemptCount, collisionCount, failedCount } = figures;
  const at = `${place}.handshakes`;
  const attempts = traced(`${at}.attempts`, formatCounted(attemptCount, 'attempt'));
  const failed = say`${traced(`${at}.failed`, formatCounted(failedCount, 'session'))} failed`;
  if (collisionCount === 0) {
    return say`${server}: none of ${attempts} at the well-known pipe collided; ${failed}.`;
  }
  const collisions = traced(`${at}.collisions`, formatCount(collisionCount));
  const share = traced(
    `${at}.collisions / ${at}.attempts`,
    formatShare(collisionCount / attemptCount),
  );
  const refused = traced(`${place}.race.refusedCount`, formatCount(race?.refusedCount ?? null));
  const lost = traced(`${place}.race.lostCount`, formatCount(race?.lostCount ?? null));
  const shares = say`(${share}${attemptsEach(figures)})`;
  const ends = say`${refused} refused, ${lost} lost; ${failed}`;
  const collided = say`${collisions} of ${attempts} at the well-known pipe collided`;
  return say`${server}: ${collided} ${shares}: ${ends}.`;
}

function attemptsEach({ place, attemptCount, establishedCount }: CaseFigures): Words {
  if (establishedCount === 0) {
    return '';
  }
  const ratio = traced(
    `${place}.handshakes.attempts / ${place}.handshakes.established`,
    (attemptCount / establishedCount).toFixed(3),
  );
  return say`, ${ratio} for each established handshake`;
}
