// Properties are held against the same examples in every run, so that only a change can make one
// fail. To look further: FIFOBENCH_PROPERTY_SEED is another seed, FIFOBENCH_PROPERTY_RUNS how many
// examples each property gets.

import fc from 'fast-check';

const usualSeed = 20_260_101;
const usualRunCount = 100;

fc.configureGlobal({
  seed: numberFrom('FIFOBENCH_PROPERTY_SEED', usualSeed),
  numRuns: numberFrom('FIFOBENCH_PROPERTY_RUNS', usualRunCount),
});

function numberFrom(name: string, usual: number): number {
  const text = process.env[name];
  return text === undefined ? usual : Number(text);
}

export { fc };
