// Linear least squares with coefficients that must not be negative, for a handful of them: every
// set of coefficients that are let go from 0 is solved, and the best that keeps the bound is taken.
// That is exact, since the problem is convex and its solution is the plain one for some such set.

import assert from 'node:assert/strict';

/** One equation: the terms times the coefficients should give the target. */
export interface WeightedRow {
  readonly terms: readonly number[];
  readonly target: number;
  /** Factor of this row's error, above 0. */
  readonly weight: number;
}

/** More coefficients would take too many sets: 2^n - 1 of them. */
const mostTerms = 6;

/** A column of which less than this share stands apart from the others says nothing of its own. */
const leastApartRatio = 1e-9;

/**
 * The coefficients, each 0 or more, that minimise the sum of (weight × (terms · coefficients -
 * target))². All rows have as many terms, 1 to 6. Without rows, or where no coefficient above 0
 * helps, all are 0. Takes 2^terms times the number of rows steps.
 */
export function leastSquaresNonNegative(rows: readonly WeightedRow[]): number[] {
  const termCount = rows[0]?.terms.length ?? 0;
  assert(termCount <= mostTerms, `at most ${mostTerms} coefficients`);
  let best = Array.from({ length: termCount }, () => 0);
  let bestSquares = sumOfSquares(rows, best);
  for (let subset = 1; subset < 2 ** termCount; subset += 1) {
    const free = best.map((_, index) => index).filter((index) => (subset >> index) % 2 === 1);
    const solved = solve(rows, free);
    if (solved === null || solved.some((value) => !(value >= 0))) {
      continue;
    }
    const candidate = best.map((_, index) => solved[free.indexOf(index)] ?? 0);
    const squares = sumOfSquares(rows, candidate);
    if (squares < bestSquares) {
      best = candidate;
      bestSquares = squares;
    }
  }
  return best;
}

function sumOfSquares(rows: readonly WeightedRow[], coefficients: readonly number[]): number {
  return rows.reduce((sum, { terms, target, weight }) => {
    return sum + (weight * (dot(terms, coefficients) - target)) ** 2;
  }, 0);
}

/**
 * Plain least squares of the `free` terms by modified Gram-Schmidt, which loses fewer digits than
 * the normal equations (Björck 1967). `null` where a term depends on those before it.
 */
function solve(rows: readonly WeightedRow[], free: readonly number[]): number[] | null {
  const basis: number[][] = [];
  const upper: number[][] = [];
  for (const index of free) {
    let column = rows.map(({ terms, weight }) => weight * (terms[index] ?? 0));
    const fullLength = Math.hypot(...column);
    const factors: number[] = [];
    for (const direction of basis) {
      const factor = dot(direction, column);
      factors.push(factor);
      column = column.map((value, row) => value - factor * (direction[row] ?? 0));
    }
    const length = Math.hypot(...column);
    if (!(length > fullLength * leastApartRatio)) {
      return null;
    }
    basis.push(column.map((value) => value / length));
    upper.push([...factors, length]);
  }
  return substituteBack(upper, projections(rows, basis));
}

/** How much of the targets lies in each direction, each taken away before the next is looked at. */
function projections(rows: readonly WeightedRow[], basis: readonly number[][]): number[] {
  let rest = rows.map(({ target, weight }) => weight * target);
  return basis.map((direction) => {
    const amount = dot(direction, rest);
    rest = rest.map((value, row) => value - amount * (direction[row] ?? 0));
    return amount;
  });
}

/** Solves the triangle; `upper[k]` is its k-th column from the top. */
function substituteBack(upper: readonly number[][], amounts: readonly number[]): number[] {
  const solution = [...amounts];
  for (let index = solution.length - 1; index >= 0; index -= 1) {
    const column = upper[index] ?? [];
    const value = (solution[index] ?? 0) / (column[index] ?? 1);
    solution[index] = value;
    for (let above = 0; above < index; above += 1) {
      solution[above] = (solution[above] ?? 0) - (column[above] ?? 0) * value;
    }
  }
  return solution;
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
