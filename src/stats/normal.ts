// The normal distribution, where counting every case would take too long. Accurate to about 1e-14
// of the value, in the tails too.

/** Beyond this the continued fraction needs fewer terms than the series. */
const seriesEnd = 2.5;

/** Terms of either after which nothing changes any more. */
const termCountMax = 120;

/**
 * Probability that a standard normal variable exceeds `deviation` standard deviations, 0 to 1;
 * beyond 38 it is 0. Sources: Abramowitz & Stegun, 26.2.11 (series) and 26.2.14 (continued
 * fraction).
 */
export function normalUpperTail(deviation: number): number {
  if (deviation < 0) {
    return 1 - normalUpperTail(-deviation);
  }
  const density = Math.exp(-(deviation ** 2) / 2) / Math.sqrt(2 * Math.PI);
  return deviation < seriesEnd
    ? 0.5 - density * centralSeries(deviation)
    : density / tailFraction(deviation);
}

/** x + x³/3 + x⁵/(3·5) + … */
function centralSeries(deviation: number): number {
  let term = deviation;
  let sum = deviation;
  for (let index = 1; index < termCountMax; index += 1) {
    term *= deviation ** 2 / (2 * index + 1);
    sum += term;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))) */
function tailFraction(deviation: number): number {
  let fraction = deviation;
  for (let index = termCountMax; index > 0; index -= 1) {
    fraction = deviation + index / fraction;
  }
  return fraction;
}
