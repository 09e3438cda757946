// The last step of every measuring command: the run is shown, saved and judged.

import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import { parseThreshold } from '../model/threshold.ts';
import { withThresholds } from '../model/with-thresholds.ts';
import { renderHtml } from '../report/html/run-page.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderTable } from '../report/table.ts';
import { defaultRunsDirectory, saveRun, saveText } from '../store/run-file.ts';
import { formatRun } from '../store/run-text.ts';
import { type ExitCode, exitCodeOf, parseFailOn } from './exit-codes.ts';
import type { CommonFlags } from './measuring-options.ts';
import { outputStyle } from './terminal.ts';

/** Where a run goes, as what, and what is held against it. */
export type DeliveryFlags = Pick<
  CommonFlags,
  'out' | 'report' | 'format' | 'failOn' | 'threshold' | 'quiet' | 'color'
>;

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
  report,
}: DeliveryFlags): Promise<void> {
  checkFormat(format);
  parseFailOn(failOn);
  threshold.forEach(parseThreshold);
  await requireRunPlace(out);
  if (typeof report === 'string') {
    requireHtmlName(report);
    const option = '--report FILE.html';
    await requireNoOther(report, option);
    await requireWritable(dirname(report), { what: 'the report', option });
  }
}

async function requireRunPlace(out: string | undefined): Promise<void> {
  const place = { what: 'the run', option: '--out FILE.json' };
  if (out === undefined) {
    await mkdir(defaultRunsDirectory, { recursive: true }).catch((cause) => {
      throw notSaved(defaultRunsDirectory, place, cause);
    });
    await requireWritable(defaultRunsDirectory, place);
  } else {
    await requireNoOther(out, place.option);
    await requireWritable(dirname(out), place);
  }
}

/** A file is replaced when all is done; nothing else is, so that this is said beforehand. */
async function requireNoOther(path: string, option: string): Promise<void> {
  const status = await stat(path).catch(() => null);
  const isFile = status === null ? path !== '' && !path.endsWith('/') : status.isFile();
  if (!isFile) {
    const kind = status === null || status.isDirectory() ? 'no file' : 'no regular file';
    throw new FifobenchError('usage', `${option.split(' ')[0]}: '${path}' names ${kind}`, {
      remedy: `write ${option}`,
    });
  }
}

/** Throws a FifobenchError of code `usage` for a format that a run cannot be printed in. */
export function checkFormat(format: string): void {
  if (!formats.includes(format)) {
    throw new FifobenchError('usage', `--format: '${format}' is no format`, {
      remedy: `choose from ${formats.join(', ')}; fifobench report FILE --format has more`,
    });
  }
}

interface Place {
  readonly what: string;
  /** The option that names another place. */
  readonly option: string;
}

async function requireWritable(directory: string, place: Place): Promise<void> {
  try {
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw notSaved(directory, place, cause);
  }
}

function notSaved(directory: string, { what, option }: Place, cause: unknown): FifobenchError {
  return new FifobenchError('store', `${what} could not be saved in ${directory}`, {
    remedy: `name a place that can be written, with ${option}`,
    cause,
  });
}

/** A word behind `--report` that was meant for something else must not become a file. */
function requireHtmlName(report: string): void {
  if (!/\.html?$/.test(report)) {
    throw new FifobenchError('usage', `--report: '${report}' does not end in .html`, {
      remedy: 'write --report FILE.html, or --report alone as the last option',
    });
  }
}

/**
 * Holds a run against the thresholds, prints it and saves it; returns the exit code that it earned.
 * It is printed even where saving fails; then the error of `saveRun` is thrown. `onSaved` is called
 * as soon as the file is on disk, before a report is made.
 */
export async function deliver(
  measured: Run,
  flags: DeliveryFlags,
  onSaved: () => void = () => undefined,
): Promise<ExitCode> {
  const run = withThresholds(measured, flags.threshold.map(parseThreshold));
  process.stdout.write(renderRun(run, flags));
  const saved = await saveRun(run, flags.out === undefined ? {} : { file: flags.out });
  onSaved();
  announce(saved);
  if (flags.report !== undefined) {
    const file = flags.report === true ? saved.replace(/(\.json)?$/, '.html') : flags.report;
    announce(await saveText(await renderHtml(run), file));
  }
  return exitCodeOf(run, parseFailOn(flags.failOn));
}

function announce(path: string): void {
  process.stderr.write(`saved ${relative(process.cwd(), path)}\n`);
}

/** A run as text in the format that was asked for. */
export function renderRun(run: Run, flags: Pick<CommonFlags, 'format' | 'color'>): string {
  switch (flags.format) {
    case 'json':
      return formatRun(run);
    case 'markdown':
      return renderMarkdown(run);
    default:
      return renderTable(run, outputStyle(flags));
  }
}
