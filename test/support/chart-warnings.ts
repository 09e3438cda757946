// What Vega-Lite has to say about charts when it compiles them: a warning is a chart that does not
// show what it was meant to show.

import { compile } from 'vega-lite';
import type { Chart } from '../../src/report/html/chart.ts';

/** The warnings and errors of all charts in order; none is as it should be. */
export function chartWarnings(charts: readonly Chart[]): string[] {
  const warnings: string[] = [];
  const collect = (...words: unknown[]) => {
    warnings.push(words.join(' '));
    return logger;
  };
  const logger = {
    level: () => logger,
    ...{ error: collect, warn: collect, info: () => logger, debug: () => logger },
  };
  for (const { spec } of charts) {
    compile(spec as unknown as Parameters<typeof compile>[0], { logger: logger as never });
  }
  return warnings;
}
