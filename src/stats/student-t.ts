// Student's t: how often chance alone gives a difference as large. The tail of the distribution is
// an incomplete beta function, which is read from its continued fraction.

import assert from 'node:assert/strict';

/** Steps of the continued fraction at most; from 1 to 10^6 degrees of freedom 200 suffice. */
const fractionStepCountMax = 300;

/** The fraction ends when a step changes it by less than this, relatively. */
const fractionPrecisionRatio = 1e-15;

/** Stands for a zero that would be divided by. */
const tiny = 1e-300;

/**
 * The probability, 0 to 1, that |T| is `t` or more, T having Student's distribution of `degrees` (a
 * number above 0) degrees of freedom. An infinite `t` gives 0.
 * Source: Abramowitz & Stegun 1964, 26.7.1.
 */
export function studentTwoSided(t: number, { degrees }: { degrees: number }): number {
  assert(degrees > 0, 'there are degrees of freedom');
  if (!Number.isFinite(t)) {
    return 0;
  }
  const total = degrees + t * t;
  // Both shares are handed on, since neither is exact as 1 less the other where it is small.
  const shares = { x: degrees / total, rest: (t * t) / total };
  return incompleteBeta(shares, { a: degrees / 2, b: 0.5 });
}

/**
 * The probability, 0 to 1, that two samples of one normal distribution have means at least as far
 * apart as these: Student's test with pooled variance. Two constant samples give 1 where they are
 * equal and 0 where they differ; a sample of fewer than 1, or both together of fewer than 3 values,
 * give 1, since nothing can be said. Source: Student 1908, Biometrika 6.
 */
export function studentTest(left: readonly number[], right: readonly number[]): number {
  const degrees = left.length + right.length - 2;
  if (left.length === 0 || right.length === 0 || degrees < 1) {
    return 1;
  }
  const [leftMean, rightMean] = [mean(left), mean(right)];
  const squares = squaredDistances(left, leftMean) + squaredDistances(right, rightMean);
  const error = Math.sqrt((squares / degrees) * (1 / left.length + 1 / right.length));
  const distance = Math.abs(rightMean - leftMean);
  if (error === 0) {
    return distance === 0 ? 1 : 0;
  }
  return studentTwoSided(distance / error, { degrees });
}

/**
 * The regularised incomplete beta function I_x(a, b), 0 to 1, for x from 0 to 1, `rest` being 1 - x
 * and a and b above 0. Source: DLMF 8.17.22, evaluated by the method of Lentz (1976).
 */
function incompleteBeta(
  { x, rest }: { x: number; rest: number },
  { a, b }: { a: number; b: number },
): number {
  if (x === 0 || rest === 0) {
    return x === 0 ? 0 : 1;
  }
  // The fraction converges fast only on this side of the mean; the other side is its mirror image.
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - incompleteBeta({ x: rest, rest: x }, { a: b, b: a });
  }
  const logFront =
    a * Math.log(x) + b * Math.log(rest) - (logGamma(a) + logGamma(b) - logGamma(a + b));
  return (Math.exp(logFront) * betaFraction(x, { a, b })) / a;
}

function betaFraction(x: number, { a, b }: { a: number; b: number }): number {
  let upper = 1;
  let lower = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = lower;
  for (let step = 1; step <= fractionStepCountMax; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
    let change = 1;
    for (const term of [even, odd]) {
      lower = 1 / nonZero(1 + term * lower);
      upper = nonZero(1 + term / upper);
      change = lower * upper;
      fraction *= change;
    }
    if (Math.abs(change - 1) < fractionPrecisionRatio) {
      break;
    }
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** Coefficients of Lanczos' approximation for g = 7 (Godfrey 2001), good to 15 digits. */
const lanczos = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12,
  9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];

/** ln Γ(x) for x of 0.5 or more. */
function logGamma(x: number): number {
  const shifted = x - 1;
  const series = lanczos.reduce((sum, coefficient, index) => {
    return index === 0 ? coefficient : sum + coefficient / (shifted + index);
  }, 0);
  const base = shifted + 7.5;
  return Math.log(2 * Math.PI) / 2 + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaredDistances(values: readonly number[], centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
