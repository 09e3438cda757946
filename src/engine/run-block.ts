// Runs one thread's share of a block. The call blocks its thread until the block ends, so it
// belongs into a worker; it validates what the native side then trusts.

import assert from 'node:assert/strict';
import { coordinationBytes } from './coordination.ts';
import { type NativeBlockPlan, type NativeBlockResult, nativeAddon } from './native-addon.ts';

/**
 * Runs a share of a block on the calling thread and returns what it recorded. `memory` is that of
 * the block's `Coordination`. A plan that breaks the rules of native/client/block_plan.h is a
 * mistake of the caller and fails an assertion; a system call that fails is reported in the result.
 */
export function runBlock(plan: NativeBlockPlan, memory: SharedArrayBuffer): NativeBlockResult {
  const { coordinationLayout } = nativeAddon();
  const { threadCount, targets } = plan;
  const neededBytes = coordinationBytes({ threadCount, targetCount: targets.length });
  assert(memory.byteLength === neededBytes, 'memory of another layout');
  assert(plan.threadCount >= 1 && plan.threadCount <= coordinationLayout.threadCountMax);
  assert(plan.threadIndex >= 0 && plan.threadIndex < plan.threadCount);
  assert(plan.clientCount >= 1 && plan.timeoutNs >= 1 && plan.targets.length >= 1);
  assert(plan.sliceHandshakeCount > 0 || plan.targets.length === 1, 'one turn, one target');
  assert(plan.handshakeLimit > 0 || plan.durationNs > 0, 'a block without an end');
  for (const [field, value] of Object.entries(plan)) {
    assert(typeof value !== 'number' || (Number.isSafeInteger(value) && value >= 0), field);
  }
  return nativeAddon().runBlock(plan, new Uint8Array(memory));
}
