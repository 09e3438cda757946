// The last step of every measuring command: the run is shown, saved and judged.

import { access, constants, mkdir } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import { parseThreshold } from '../model/threshold.ts';
import { withThresholds } from '../model/with-thresholds.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderTable } from '../report/table.ts';
import { defaultRunsDirectory, saveRun } from '../store/run-file.ts';
import { formatRun } from '../store/run-text.ts';
import { type ExitCode, exitCodeOf, parseFailOn } from './exit-codes.ts';
import type { CommonFlags } from './measuring-options.ts';
import { outputStyle } from './terminal.ts';

const formats = ['table', 'json', 'markdown'];

/**
 * Refuses before anything is measured what would fail after it: a wrong `--format`, `--fail-on` or
 * `--threshold`, and a place where the run cannot be saved.
 */
export async function checkDelivery({
  format,
  failOn,
  threshold,
  out,
}: CommonFlags): Promise<void> {
  if (!formats.includes(format)) {
    throw new FifobenchError('usage', `--format: '${format}' is no format`, {
      remedy: `choose from ${formats.join(', ')}`,
    });
  }
  parseFailOn(failOn);
  threshold.forEach(parseThreshold);
  const directory = out === undefined ? defaultRunsDirectory : dirname(out);
  try {
    if (out === undefined) {
      await mkdir(directory, { recursive: true });
    }
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new FifobenchError('store', `the run could not be saved in ${directory}`, {
      remedy: 'name a place that can be written, with --out FILE.json',
      cause,
    });
  }
}

/**
 * Holds a run against the thresholds, prints it and saves it; returns the exit code that it earned.
 * It is printed even where saving fails; then the error of `saveRun` is thrown.
 */
export async function deliver(measured: Run, flags: CommonFlags): Promise<ExitCode> {
  const run = withThresholds(measured, flags.threshold.map(parseThreshold));
  process.stdout.write(render(run, flags));
  const saved = await saveRun(run, flags.out === undefined ? {} : { file: flags.out });
  process.stderr.write(`saved ${relative(process.cwd(), saved)}\n`);
  return exitCodeOf(run, parseFailOn(flags.failOn));
}

function render(run: Run, flags: CommonFlags): string {
  switch (flags.format) {
    case 'json':
      return formatRun(run);
    case 'markdown':
      return renderMarkdown(run);
    default:
      return renderTable(run, outputStyle(flags));
  }
}
