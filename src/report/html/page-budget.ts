// How many bytes a page may have, so that it can be sent around, and which charts it has for them.
// Charts are drawn in turn until no more fit; how many were left out is for the page to say.

import { type Chart, drawChart } from './chart.ts';
import type { Markup } from './markup.ts';

/** Of what a page is made of; the few bytes between its parts keep it below 1 MiB all the same. */
export const pageBytesMax = 1_000_000;

/** The size of a piece of a page as it is sent. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Charts in the order in which they are wanted, and how much of the budget is meant for them. */
export interface ChartQueue {
  readonly charts: readonly Chart[];
  /** Compared with that of the other queues; above 0. What one does not need is for the others. */
  readonly share: number;
}

/**
 * Draws charts of all queues by their shares, each queue up to the first chart that no longer fits.
 * Returns the drawings by the charts' ids. Throws what Vega throws where one cannot be drawn.
 */
export async function drawWithin(
  queues: readonly ChartQueue[],
  budgetBytes: number,
): Promise<ReadonlyMap<string, Markup>> {
  const drawings = new Map<string, Markup>();
  const open = queues.map(({ charts, share }) => ({ waiting: [...charts], share, usedBytes: 0 }));
  let leftBytes = budgetBytes;
  for (;;) {
    const [queue] = open
      .filter(({ waiting }) => waiting.length > 0)
      .sort((left, right) => left.usedBytes / left.share - right.usedBytes / right.share);
    const chart = queue?.waiting.shift();
    if (queue === undefined || chart === undefined) {
      return drawings;
    }
    const drawing = await drawChart(chart);
    const sizeBytes = bytesOf(drawing.html);
    if (sizeBytes > leftBytes) {
      queue.waiting.length = 0;
    } else {
      drawings.set(chart.id, drawing);
      queue.usedBytes += sizeBytes;
      leftBytes -= sizeBytes;
    }
  }
}
