// `npm run designs`: prints the simulated table of docs/measuring.md, 4,000 comparisons a column.

import Table from 'cli-table3';
import { designNames, foundRatios, restlessMachine } from './simulated-designs.ts';

const effects = [0, 0.05, 0.1];
const found = effects.map((effectRatio) =>
  foundRatios({
    ...{ machine: restlessMachine, pairCount: 20, effectRatio, trialCount: 4_000, seed: 1 },
    isRawSkipped: effectRatio > 0,
  }),
);
const table = new Table({
  head: ['design', 'false alarms at no effect', 'found, 5 % effect', 'found, 10 %'],
  style: { head: [], border: [] },
});
for (const name of designNames) {
  table.push([name, ...found.map((ratios) => percent(ratios[name]))]);
}
process.stdout.write(`${table.toString()}\n`);

/** A way that was left out has found nothing. */
function percent(ratio: number): string {
  return ratio === 0 ? '–' : `${(100 * ratio).toFixed(1)} %`;
}
