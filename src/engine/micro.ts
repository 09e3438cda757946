// Batches of the micro-benchmarks: one operation over and over, timed in native code. Each call
// blocks its thread for the length of the batch, a few milliseconds as a rule.

import assert from 'node:assert/strict';
import { FifobenchError } from '../errors.ts';
import { errorName } from './fifo.ts';
import { nativeAddon } from './native-addon.ts';

/** In the order of the enum MicroOperation in native/client/micro_batch.h. */
const operations = [
  'make and remove',
  'open and close',
  'write and read',
  'thread round trip',
  'process round trip',
  'fork and exit',
  'record',
  'record over time',
] as const;

/** What a native batch repeats. */
export type MicroOperation = (typeof operations)[number];

/** One batch. */
export interface MicroBatchPlan {
  readonly operation: MicroOperation;
  /** 1 or more. */
  readonly operationCount: number;
  /** Where the batch makes its private directory. */
  readonly parentDirectory: string;
  /** Of a message, 1 to 4,096; operations without a message take no notice. */
  readonly payloadBytes: number;
  /** Processors of this side and of its partner in a round trip; `null`: any. */
  readonly cpus: { readonly own: number; readonly partner: number } | null;
}

/**
 * Runs a batch and returns the time of all its operations together, in nanoseconds. Nothing
 * remains of it. Throws a FifobenchError of code `native` that names the call that failed.
 */
export function runMicroBatch({ operation, cpus, ...plan }: MicroBatchPlan): number {
  assert(Number.isSafeInteger(plan.operationCount) && plan.operationCount >= 1);
  assert(plan.payloadBytes >= 1 && plan.payloadBytes <= 4_096, 'a payload of another size');
  const { elapsedNs, failedCall, error } = nativeAddon().runMicroBatch({
    ...plan,
    operation: operations.indexOf(operation),
    ownCpu: cpus?.own ?? -1,
    partnerCpu: cpus?.partner ?? -1,
  });
  if (failedCall !== null) {
    throw new FifobenchError('native', `${operation}: ${failedCall}: ${errorName(error)}`);
  }
  return elapsedNs;
}

/** The time of that many calls into the addon that do nothing there, in nanoseconds. */
export function timeEmptyCalls(callCount: number): number {
  const addon = nativeAddon();
  const started = process.hrtime.bigint();
  for (let call = 0; call < callCount; call += 1) {
    addon.doNothing();
  }
  return Number(process.hrtime.bigint() - started);
}

/**
 * Leaves the calling thread on those processors, one or more, until it is said otherwise. Threads
 * and processes that it starts then inherit them. Throws a FifobenchError of code `cpus` where it
 * may not run there.
 */
export function pinThisThread(cpus: readonly number[]): void {
  const result = nativeAddon().pinThisThread(Int32Array.from(cpus));
  if (result < 0) {
    const list = cpus.join(', ');
    throw new FifobenchError('cpus', `processor ${list} cannot be used: ${errorName(-result)}`);
  }
}
