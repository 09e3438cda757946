// A series as one short line of bars, for a terminal or a page: where it rose and fell, not by how
// much.

import { median } from '../stats/quantile.ts';

const bars = [...'▁▂▃▄▅▆▇█'];

/**
 * The values as at most `columns` (1 or more) bars; where there are more values than bars, each
 * stands for the median of its share. The lowest bar is the smallest value; a constant is a line of
 * lowest bars, and no values give ''.
 */
export function sparkline(values: readonly number[], columns: number): string {
  const barCount = Math.min(columns, values.length);
  const heights = Array.from({ length: barCount }, (_, bar) => {
    const [start, end] = [bar, bar + 1].map((edge) =>
      Math.floor((edge * values.length) / barCount),
    );
    return median(values.slice(start, end)) ?? 0;
  });
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const shareOf = (height: number) => (high === low ? 0 : (height - low) / (high - low));
  return heights.map((height) => bars[Math.round(shareOf(height) * (bars.length - 1))]).join('');
}
