// `npm run peers`: our round trip between processes beside `perf bench sched pipe`, pinned alike,
// in alternating pairs with messages of the same size, and our 64 bytes beside both. Prints medians
// and ratios pair by pair; it judges nothing.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import Table from 'cli-table3';
import { runMicroBatch } from '../../src/engine/micro.ts';
import { availableCpus } from '../../src/environment/available-cpus.ts';
import type { Placement } from '../../src/model/placement.ts';
import { formatDuration } from '../../src/report/format-quantity.ts';
import { choosePlacement } from '../../src/runner/choose-placement.ts';
import { median } from '../../src/stats/quantile.ts';
import { runDirectoryParent } from '../../src/target/run-directory.ts';
import { childrenOf } from './processes.ts';

const pairCount = 9;
const roundTripCount = 20_000;
/** What perf sends: one int. */
const perfPayloadBytes = 4;
const childDeadlineMs = 1_000;

interface Pair {
  readonly perfNs: number;
  readonly oursNs: number;
  readonly ours64Ns: number;
}

/** The mean round trip of our own batch. */
function measureOurs({ serverCpus, clientCpus }: Placement, payloadBytes: number): number {
  const elapsedNs = runMicroBatch({
    operation: 'process round trip',
    operationCount: roundTripCount,
    parentDirectory: runDirectoryParent(),
    payloadBytes,
    cpus: { own: clientCpus[0] ?? 0, partner: serverCpus[0] ?? 0 },
  });
  return elapsedNs / roundTripCount;
}

/** The mean round trip that perf reports; perf knows no placement, so its child is moved. */
async function measurePerf({ serverCpus, clientCpus }: Placement): Promise<number> {
  const [own, partner] = [String(clientCpus[0]), String(serverCpus[0])];
  const words = ['-c', own, 'perf', 'bench', 'sched', 'pipe', '-l', String(roundTripCount)];
  const perf = spawn('taskset', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  perf.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  const closed = once(perf, 'close');
  if (own !== partner) {
    moveChild(perf, partner);
  }
  await closed;
  const perOperationUs = /([\d.]+) usecs\/op/.exec(output)?.[1];
  if (perOperationUs === undefined) {
    throw new Error('perf bench sched pipe printed no time: is perf installed?');
  }
  return Number(perOperationUs) * 1e3;
}

/** Looks without a pause: until it is moved, its round trips are those of a single core. */
function moveChild({ pid = 0 }: ChildProcess, cpu: string): void {
  const startedMs = performance.now();
  while (performance.now() - startedMs < childDeadlineMs) {
    const [child] = childrenOf(pid);
    if (child !== undefined) {
      execFileSync('taskset', ['-p', '-c', cpu, String(child)], { stdio: 'ignore' });
      return;
    }
  }
  throw new Error('perf started no child');
}

/** All three close together; every other time in the opposite order. */
async function measurePair(placement: Placement, isReversed: boolean): Promise<Pair> {
  const times: Record<keyof Pair, number> = { perfNs: 0, oursNs: 0, ours64Ns: 0 };
  const steps = [
    async () => (times.perfNs = await measurePerf(placement)),
    async () => (times.oursNs = measureOurs(placement, perfPayloadBytes)),
    async () => (times.ours64Ns = measureOurs(placement, 64)),
  ];
  for (const step of isReversed ? steps.toReversed() : steps) {
    await step();
  }
  process.stderr.write('.');
  return times;
}

async function main(): Promise<void> {
  const cpus = availableCpus();
  const head = ['', 'perf 4 B', 'ours 4 B', 'ratio', 'ours 64 B', 'ratio'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const name of ['same core', 'cross core'] as const) {
    const placement = choosePlacement(name, cpus);
    if (placement === null) {
      continue;
    }
    const pairs: Pair[] = [];
    for (let pair = 0; pair < pairCount; pair += 1) {
      pairs.push(await measurePair(placement, pair % 2 === 1));
    }
    const middle = (read: (pair: Pair) => number) => median(pairs.map(read)) ?? 0;
    table.push([
      name,
      formatDuration(middle(({ perfNs }) => perfNs)),
      formatDuration(middle(({ oursNs }) => oursNs)),
      middle(({ oursNs, perfNs }) => oursNs / perfNs).toFixed(3),
      formatDuration(middle(({ ours64Ns }) => ours64Ns)),
      middle(({ ours64Ns, perfNs }) => ours64Ns / perfNs).toFixed(3),
    ]);
  }
  process.stdout.write(
    `\n${table.toString()}\nRound trips between two processes: means of ${roundTripCount}, ` +
      `medians of ${pairCount} alternating pairs, ratios pair by pair\n`,
  );
}

await main();
