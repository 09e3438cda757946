// How evenly something is shared out among clients, as one figure that depends neither on how much
// there is nor on how many share it.

import assert from 'node:assert/strict';

/**
 * Jain's index of the shares, (Σx)² / (n Σx²): 1 where all have the same, 1/n where one has all,
 * k/n where k have the same and the others nothing. Shares are finite and not negative, in any
 * unit. `null` without shares, and where nobody has anything. Source: Jain, Chiu & Hawe, A
 * Quantitative Measure of Fairness and Discrimination, DEC-TR-301, 1984.
 */
export function jainIndexRatio(shares: readonly number[]): number | null {
  assert(
    shares.every((share) => share >= 0 && Number.isFinite(share)),
    'a share is finite and not negative',
  );
  const largest = shares.reduce((most, share) => Math.max(most, share), 0);
  if (largest === 0) {
    return null;
  }
  // Shares of the largest one, so that squares neither overflow nor vanish.
  const relative = shares.map((share) => share / largest);
  const sum = relative.reduce((total, share) => total + share, 0);
  const sumOfSquares = relative.reduce((total, share) => total + share ** 2, 0);
  return Math.min(1, sum ** 2 / (shares.length * sumOfSquares));
}
