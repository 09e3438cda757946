// `npm run history-bench`: how long `fifobench history` takes over 5,000 stored runs, process and
// all, with the share of reading and of searching. A figure to be looked at: nothing is asserted.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHistory } from '../../src/compare/build-history.ts';
import { readRunDigests } from '../../src/store/run-digests.ts';
import { writeSimulatedRuns } from './simulated-runs.ts';

const runCount = 5_000;
const program = fileURLToPath(new URL('../../../src/setup/fifobench.mjs', import.meta.url));

function secondsOf(action: () => unknown): string {
  const started = process.hrtime.bigint();
  action();
  return (Number(process.hrtime.bigint() - started) / 1e9).toFixed(2);
}

for (const caseCount of [1, 3]) {
  const directory = mkdtempSync(join(tmpdir(), 'fifobench-history-'));
  try {
    writeSimulatedRuns({ directory, runCount, caseCount, step: { at: 3_000, byRatio: 0.08 } });
    const totalBytes = readdirSync(directory)
      .map((name) => statSync(join(directory, name)).size)
      .reduce((sum, sizeBytes) => sum + sizeBytes, 0);
    const rules = { metrics: null, deltaRatio: 0.05, commitPlaces: null, acceptances: [] };
    const { digests } = readRunDigests(directory);
    const whole = secondsOf(() => execFileSync(process.execPath, [program, 'history', directory]));
    const reading = secondsOf(() => readRunDigests(directory));
    const searching = secondsOf(() => buildHistory(digests, rules));
    const size = `${Math.round(totalBytes / 1_048_576)} MiB`;
    console.log(
      `${runCount} runs of ${caseCount} case(s), ${size}: ${whole} s in all; in a warm process ` +
        `${reading} s to read them, ${searching} s to search them`,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
