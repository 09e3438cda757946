// `npm run page-bench`: how long the page of a long run takes to make, process and all, and how
// large it is: 20 cases with 600 s of data each. A real run of two servers lasts a few seconds; its
// blocks are laid end to end until they fill 600 s, with as many handshakes as that makes. Then the
// pages of made-up runs of up to 100 cases, with failures in each. Figures to be looked at: nothing
// is asserted.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Block, Latencies } from '../../src/model/block.ts';
import type { CaseResult, Run } from '../../src/model/run.ts';
import { renderHtml } from '../../src/report/html/run-page.ts';
import { LatencyHistogram } from '../../src/stats/latency-histogram.ts';
import { addTimeGrids, type TimeGrid } from '../../src/stats/time-grid.ts';
import { saveRun } from '../../src/store/run-file.ts';
import { parseRun } from '../../src/store/run-text.ts';
import { type LargeRun, largeRun } from './large-run.ts';

const longCaseCount = 20;
const wholeNs = 600e9;
const realSeconds = 4;
const clientCounts = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const program = fileURLToPath(new URL('../../../src/setup/fifobench.mjs', import.meta.url));

const directory = mkdtempSync(join(tmpdir(), 'fifobench-page-'));
try {
  const real = ['basic', 'forking'].map(measure);
  const long = longRun(real);
  await saveRun(long, { file: join(directory, 'long.json') });
  const page = join(directory, 'long.html');
  const argv = ['report', join(directory, 'long.json'), '--format', 'html', '--out', page];
  const whole = await secondsOf(() => execFileSync(process.execPath, [program, ...argv]));
  const again = await secondsOf(() => renderHtml(long));
  const handshakes = long.cases.flatMap(({ blocks }) => blocks.map((block) => block.handshakes));
  const million = handshakes.reduce((sum, { established }) => sum + established, 0) / 1e6;
  console.log(
    `${longCaseCount} cases, 600 s each, ${million.toFixed(0)} million handshakes, ` +
      `${mebibytes(join(directory, 'long.json'))} MiB: ${whole} s in all, ${again} s in a warm ` +
      `process; the page has ${mebibytes(page)} MiB`,
  );
  for (const caseCount of [20, 40, 100]) {
    for (const kind of ['run', 'compare', 'sweep'] as const) {
      await showPageOf({ kind, caseCount });
    }
  }
} finally {
  rmSync(directory, { recursive: true });
}

async function secondsOf(action: () => unknown): Promise<string> {
  const started = process.hrtime.bigint();
  await action();
  return (Number(process.hrtime.bigint() - started) / 1e9).toFixed(2);
}

function mebibytes(path: string): string {
  return inMebibytes(statSync(path).size);
}

function inMebibytes(sizeBytes: number): string {
  return (sizeBytes / 1_048_576).toFixed(2);
}

/** A page of a made-up run: its size, and what it says it leaves out. */
async function showPageOf({ kind, caseCount }: LargeRun): Promise<void> {
  const run = largeRun({ kind, caseCount });
  let text = '';
  const seconds = await secondsOf(async () => {
    text = await renderHtml(run);
  });
  const [leftOut = 'shows all'] = /leaves out [^,]*(?=,)/.exec(text) ?? [];
  const sizeBytes = Buffer.byteLength(text);
  const size = `${inMebibytes(sizeBytes)} MiB`;
  console.log(`${kind} of ${caseCount} made-up cases: ${seconds} s, ${size}, ${leftOut}`);
}

/** A few seconds of a server under the load of eight clients. */
function measure(server: string): Run {
  const out = join(directory, `${server}.json`);
  const load = ['--clients', '8', '--operations', '1', '--duration', `${realSeconds}s`];
  const words = ['run', '--server', server, ...load, '--out', out, '--quiet'];
  execFileSync(process.execPath, [program, ...words], { stdio: 'ignore' });
  return parseRun(readFileSync(out, 'utf8'), out);
}

function longRun(real: readonly Run[]): Run {
  const [first] = real;
  if (first === undefined) {
    throw new Error('nothing was measured');
  }
  const cases = clientCounts.flatMap((clientCount) =>
    real.flatMap((run) => run.cases.map((result) => longCase(result, clientCount))),
  );
  const extent = { kind: 'duration', durationNs: wholeNs } as const;
  return { ...first, extent, elapsedNs: longCaseCount * wholeNs, cases };
}

function longCase(result: CaseResult, clientCount: number): CaseResult {
  const group = `${clientCount} clients, same core`;
  const load = { ...result.load, clientCount };
  const name = `${result.server.name}, ${group}`;
  return { ...result, name, group, load, blocks: result.blocks.map(longBlock) };
}

function longBlock(block: Block): Block {
  const factor = Math.round(wholeNs / block.busyNs);
  const { handshakes, latencies, forkNs, forkToChildNs, overTime } = block;
  return {
    ...block,
    busyNs: block.busyNs * factor,
    handshakes: {
      ...handshakes,
      established: handshakes.established * factor,
      attempts: handshakes.attempts * factor,
    },
    operationCount: block.operationCount * factor,
    operationBytes: block.operationBytes * factor,
    latencies: longLatencies(latencies, factor),
    forkNs: forkNs && repeated(forkNs, factor),
    forkToChildNs: forkToChildNs && repeated(forkToChildNs, factor),
    ...(overTime === undefined ? {} : { overTime: longGrid(overTime) }),
  };
}

function longLatencies({ phases, ...same }: Latencies, factor: number): Latencies {
  const all = (histograms: Readonly<Record<string, LatencyHistogram>>) =>
    Object.fromEntries(
      Object.entries(histograms).map(([name, each]) => [name, repeated(each, factor)]),
    );
  return { ...all(same), phases: all(phases) } as unknown as Latencies;
}

function repeated(histogram: LatencyHistogram, factor: number): LatencyHistogram {
  const { valuesNs, counts } = histogram.sparse();
  return LatencyHistogram.fromSparse({ valuesNs, counts: counts.map((count) => count * factor) });
}

/**
 * As the engine records it: columns of 2^32 ns, each with as much as the real recording has in all,
 * less a part of it that differs from column to column.
 */
function longGrid(real: TimeGrid): TimeGrid {
  const columnNs = 2 ** 32;
  const columns = Array.from({ length: Math.ceil(wholeNs / columnNs) }, (_, index) => {
    const kept = real.columns.filter((_column, place) => (place + index) % 7 !== index % 5);
    const sum = addTimeGrids(
      kept.map((column) => ({ columnNs, spanNs: columnNs, columns: [column] })),
    );
    return sum?.columns[0] ?? { countByRow: new Map(), failedCount: 0 };
  });
  return { columnNs, spanNs: wholeNs, columns };
}
