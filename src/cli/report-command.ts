// `fifobench report RUN…`: saved runs once more, for people or for other tools.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import { renderHtml } from '../report/html/run-page.ts';
import { renderBencher } from '../report/interchange/bencher.ts';
import { renderBenchstat } from '../report/interchange/benchstat.ts';
import { renderCsv } from '../report/interchange/csv.ts';
import { actionBenchmarks, actionText } from '../report/interchange/github-action-benchmark.ts';
import { renderHlog } from '../report/interchange/hlog.ts';
import { renderHyperfine } from '../report/interchange/hyperfine.ts';
import { renderJunit } from '../report/interchange/junit.ts';
import { renderOpenMetrics } from '../report/interchange/openmetrics.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { renderTable } from '../report/table.ts';
import { loadRun, saveText } from '../store/run-file.ts';
import { formatRun } from '../store/run-text.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';
import { outputStyle } from './terminal.ts';

interface ReportFlags {
  readonly format: string;
  readonly out?: string;
  readonly color: boolean;
}

type Renderer = (runs: readonly Run[], flags: ReportFlags) => string | Promise<string>;

const renderers: ReadonlyMap<string, Renderer> = new Map<string, Renderer>([
  ['table', (runs, flags) => joined(runs, (run) => renderTable(run, styleOf(flags)))],
  ['markdown', (runs) => joined(runs, renderMarkdown)],
  ['html', async (runs) => await renderHtml(theOnly(runs, 'html'))],
  ['json', (runs) => (runs.length === 1 ? joined(runs, formatRun) : listOfRuns(runs))],
  ['csv', renderCsv],
  ['hlog', renderHlog],
  ['junit', renderJunit],
  ['openmetrics', renderOpenMetrics],
  ['benchstat', renderBenchstat],
  ['bencher', renderBencher],
  ['github-action-benchmark', (runs) => actionText(actionBenchmarks(runs))],
  ['hyperfine', renderHyperfine],
]);

/** The command, which leaves its exit code in `outcome`. */
export function reportCommand(outcome: CommandOutcome): Command {
  return new Command('report')
    .description('saved runs once more: for a terminal, a page, or another tool')
    .argument('<runs...>', 'results files')
    .option('--format <format>', [...renderers.keys()].join(', '), 'table')
    .option('--out <file>', 'write it here instead of to standard output')
    .option('--no-color', 'no colour')
    .addHelpText('after', examples)
    .action(async (files: string[], flags: ReportFlags) => {
      await report(files, flags);
      outcome.exitCode = exitCodes.done;
    });
}

const examples = `
Examples:
  fifobench report results/runs/20250102T030405Z-compare-1f2e3d.json
  fifobench report before.json after.json --format benchstat --out both.txt
  fifobench report run.json --format github-action-benchmark --out bench.json
      writes bench.smaller-is-better.json and bench.bigger-is-better.json`;

async function report(files: readonly string[], flags: ReportFlags): Promise<void> {
  const render = renderers.get(flags.format);
  if (render === undefined) {
    throw new FifobenchError('usage', `--format: '${flags.format}' is no format of report`, {
      remedy: `choose from ${[...renderers.keys()].join(', ')}`,
    });
  }
  const runs: Run[] = [];
  for (const file of files) {
    runs.push(await loadRun(file));
  }
  if (flags.out === undefined) {
    process.stdout.write(await render(runs, flags));
    return;
  }
  const texts =
    flags.format === 'github-action-benchmark'
      ? actionFiles(runs, flags.out)
      : [{ path: flags.out, text: await render(runs, flags) }];
  for (const { path, text } of texts) {
    process.stderr.write(`saved ${await saveText(text, path)}\n`);
  }
}

/** The action reads one direction a file. */
function actionFiles(runs: readonly Run[], out: string) {
  const { customSmallerIsBetter, customBiggerIsBetter } = actionBenchmarks(runs);
  const stem = out.replace(/\.json$/, '');
  return [
    { path: `${stem}.smaller-is-better.json`, text: actionText(customSmallerIsBetter) },
    { path: `${stem}.bigger-is-better.json`, text: actionText(customBiggerIsBetter) },
  ];
}

/** What is written to a file has no colour, and is as wide as what goes into a pipe. */
function styleOf({ color, out }: ReportFlags) {
  return out === undefined ? outputStyle({ color }) : { columns: 100, colour: false };
}

function joined(runs: readonly Run[], render: (run: Run) => string): string {
  return runs.map(render).join('\n');
}

function listOfRuns(runs: readonly Run[]): string {
  return `[\n${runs.map((run) => formatRun(run).trimEnd()).join(',\n')}\n]\n`;
}

function theOnly(runs: readonly Run[], format: string): Run {
  const [run, ...more] = runs;
  if (run === undefined || more.length > 0) {
    throw new FifobenchError('usage', `--format ${format}: one page shows one run`, {
      remedy: 'give one results file at a time',
    });
  }
  return run;
}
