// The worker that carries load: hands its share of a block to the engine and returns what it
// recorded. It prints nothing, touches no files and computes no percentile.

import { runBlock as runBlockHere } from '../src/engine/run-block.ts';
import type { BlockRequest, BlockResponse } from './messages.ts';

/** Called by the pool, on a thread of its own, which it blocks until the block ends. */
export function runBlock({ plan, memory }: BlockRequest): BlockResponse {
  return runBlockHere(plan, memory);
}
