// The figures of a micro-benchmark, for everything that follows figures over time or hands them to
// other tools.

import type { MeasuredFigure } from './history.ts';
import type { MicroFigure } from './micro-result.ts';

/** Mean, p50 and p99 of one operation, as far as they are known. */
export function microFigures({
  mean,
  p50,
  p99,
}: Pick<MicroFigure['operationNs'], 'mean' | 'p50' | 'p99'>): MeasuredFigure[] {
  const known = [
    ['operation_mean', mean],
    ['operation_p50', p50],
    ['operation_p99', p99],
  ] as const;
  return known.flatMap(([metric, value]) =>
    value === null ? [] : [{ metric, value, unit: 'ns', better: 'lower' as const }],
  );
}
