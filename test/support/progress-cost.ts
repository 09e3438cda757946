// `npm run progress-cost`: the same load with progress shown at a real terminal and without, in
// alternating pairs of one process, judged as every comparison is: the median of the logarithms of
// the ratios and its sign interval. A pair without progress twice stands beside each, as the floor.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { openProgressDisplay } from '../../src/cli/terminal.ts';
import { blockMetrics } from '../../src/compare/metrics.ts';
import { availableCpus } from '../../src/environment/available-cpus.ts';
import type { Block } from '../../src/model/block.ts';
import type { Placement } from '../../src/model/placement.ts';
import { defaultCase } from '../../src/model/scenario.ts';
import { formatAverage, formatInterval, formatRatio } from '../../src/report/format-quantity.ts';
import { choosePlacement } from '../../src/runner/choose-placement.ts';
import type { ProgressListener } from '../../src/runner/progress.ts';
import { runLoad } from '../../src/runner/run-load.ts';
import { median } from '../../src/stats/quantile.ts';
import { SeededRandom } from '../../src/stats/random.ts';
import { signInterval } from '../../src/stats/sign-interval.ts';
import { runDirectoryParent } from '../../src/target/run-directory.ts';
import { projectDirectory } from './project-directory.ts';

const pairCount = 12;
const durationNs = 700_000_000;
const warmupNs = 150_000_000;
/** Where the process at the terminal writes its figures. */
const resultsFd = 3;

/** What one block came to. */
interface Sample {
  readonly figures: Readonly<Record<string, number>>;
  /** Time on a processor of the main thread, which draws, for each second. */
  readonly mainMsPerSecond: number;
}

/** One pair: with progress, and twice without. */
interface Trio {
  readonly shown: Sample;
  readonly hidden: Sample;
  readonly hiddenAgain: Sample;
}

/** Nanoseconds that the main thread has had a processor for. */
function mainThreadNs(): number {
  const [onCpuNs = '0'] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(
    ' ',
  );
  return Number(onCpuNs);
}

function figuresOf(block: Block): Sample['figures'] {
  const metrics = blockMetrics(block);
  const { userNs, systemNs, handshakeCount } = block.clientUse;
  return {
    'service p50': metrics.service_p50 ?? Number.NaN,
    'service p99': metrics.service_p99 ?? Number.NaN,
    'handshakes/s': metrics.handshakes_per_second ?? Number.NaN,
    'server CPU a handshake': metrics.server_cpu_ns_per_handshake ?? Number.NaN,
    'client CPU a handshake': (userNs + systemNs) / handshakeCount,
  };
}

async function measure(
  placement: Placement,
  onProgress: ProgressListener | undefined,
): Promise<Sample> {
  const { placement: _, ...load } = defaultCase;
  const startedNs = process.hrtime.bigint();
  const before = mainThreadNs();
  const run = await runLoad({
    server: { kind: 'pattern', name: 'basic', pattern: 'basic', model: 'basic' },
    ...{ load, placement, warmupNs, onProgress, seed: 1, scenario: 'progress', group: 'progress' },
    extent: { kind: 'duration', durationNs },
    parentDirectory: runDirectoryParent(),
    signal: new AbortController().signal,
  });
  const elapsedSeconds = Number(process.hrtime.bigint() - startedNs) / 1e9;
  const [block] = run.cases[0]?.blocks ?? [];
  if (block === undefined || !run.validity.valid) {
    throw new Error(`this machine cannot measure now: ${run.validity.causes.join('; ')}`);
  }
  const mainMsPerSecond = (mainThreadNs() - before) / 1e6 / elapsedSeconds;
  return { figures: figuresOf(block), mainMsPerSecond };
}

/** At the terminal: all pairs of each placement, in seeded order within a pair. */
async function measureAtTerminal(): Promise<void> {
  const display = openProgressDisplay({ quiet: false });
  if (display.show === undefined) {
    throw new Error('progress is off: unset NO_COLOR, and name a terminal in TERM');
  }
  const random = new SeededRandom(7);
  const results: Record<string, Trio[]> = {};
  for (const name of ['same core', 'cross core'] as const) {
    const placement = choosePlacement(name, availableCpus());
    if (placement === null) {
      continue;
    }
    await measure(placement, undefined);
    results[name] = [];
    for (let pair = 0; pair < pairCount; pair += 1) {
      results[name].push(await measureTrio(placement, { show: display.show, random }));
    }
  }
  display.clear();
  writeSync(resultsFd, JSON.stringify(results));
}

async function measureTrio(
  placement: Placement,
  { show, random }: { show: ProgressListener; random: SeededRandom },
): Promise<Trio> {
  const parts: Partial<Record<keyof Trio, Sample>> = {};
  const order = random.shuffled(['shown', 'hidden', 'hiddenAgain'] as const);
  for (const part of order) {
    parts[part] = await measure(placement, part === 'shown' ? show : undefined);
  }
  return parts as Trio;
}

/** Median and sign interval of the ratio of one figure, as text. */
function ratioText(trios: readonly Trio[], of: keyof Trio, figure: string): string[] {
  const logs = trios.map((trio) =>
    Math.log(
      (trio[of].figures[figure] ?? Number.NaN) / (trio.hidden.figures[figure] ?? Number.NaN),
    ),
  );
  const ratio = Math.exp(median(logs) ?? Number.NaN);
  const interval = signInterval(logs);
  const ends: [number, number] | null =
    interval === null ? null : [Math.exp(interval.low), Math.exp(interval.high)];
  return [formatRatio(ratio), formatInterval(ends, ratio)];
}

function print(results: Readonly<Record<string, Trio[]>>): void {
  const head = ['', '', 'with / without', 'interval', 'without / without', 'interval'];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const [name, trios] of Object.entries(results)) {
    for (const figure of Object.keys(trios[0]?.hidden.figures ?? {})) {
      const shown = ratioText(trios, 'shown', figure);
      table.push([name, figure, ...shown, ...ratioText(trios, 'hiddenAgain', figure)]);
    }
    const mainMs = (of: keyof Trio) =>
      formatAverage(median(trios.map((t) => t[of].mainMsPerSecond)));
    table.push([name, 'main thread, ms/s', `${mainMs('shown')} / ${mainMs('hidden')}`, '', '', '']);
  }
  process.stdout.write(
    `${table.toString()}\n${pairCount} pairs of ${durationNs / 1e6} ms a placement, basic, ` +
      'one client; medians and sign intervals of the ratios\n',
  );
}

/** Starts this file at a terminal of its own and waits for its figures. */
async function main(): Promise<void> {
  const terminal = join(projectDirectory(), 'test', 'support', 'pseudo-terminal.py');
  const own = [process.execPath, '--enable-source-maps', fileURLToPath(import.meta.url)];
  const child = spawn('python3', [terminal, '100', ...own, 'at-terminal'], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  let shown = '';
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => (shown += chunk));
  child.stdio[resultsFd]?.on('data', (chunk) => (text += chunk));
  const [status] = await once(child, 'close');
  if (status !== 0) {
    throw new Error(
      `the process at the terminal ended with status ${status}: ${shown.slice(-2_000)}`,
    );
  }
  print(JSON.parse(text));
}

await (process.argv[2] === 'at-terminal' ? measureAtTerminal() : main());
