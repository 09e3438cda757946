// `fifobench report RUN…`: saved runs once more, for people or for other tools.

import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import { renderHistoryMarkdown } from '../report/history-markdown.ts';
import { renderHistory } from '../report/history-table.ts';
import { renderHistoryHtml } from '../report/html/history-page.ts';
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
import { saveText } from '../store/run-file.ts';
import { formatRun } from '../store/run-text.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';
import { chosenByFormat } from './format-choice.ts';
import { historyExports } from './history-export-command.ts';
import { historyDefaults, type ReadFolder, readFolder } from './history-options.ts';
import { openInBrowser, portOf, serveFolder } from './report-pages.ts';
import { linksBeside } from './run-page-links.ts';
import { savedRun } from './saved-run.ts';
import { outputStyle, plainStyle } from './terminal.ts';

interface ReportFlags {
  readonly format: string;
  readonly out?: string;
  readonly open?: boolean;
  readonly serve?: string | true;
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

type HistoryRenderer = (
  read: ReadFolder,
  folder: string,
  flags: ReportFlags,
) => string | Promise<string>;

const historyRenderers: ReadonlyMap<string, HistoryRenderer> = new Map<string, HistoryRenderer>([
  ['table', ({ history }, folder, flags) => renderHistory({ history, folder }, styleOf(flags))],
  ['markdown', ({ history }, folder) => renderHistoryMarkdown({ history, folder })],
  [
    'html',
    ({ history, runs, unreadable }, folder, { out, open }) => {
      const links = linksBeside(runs, { folder, out, isAbsolute: open === true });
      return renderHistoryHtml({ history, folder }, { runs, links, leftOut: unreadable });
    },
  ],
  ...[...historyExports].map(([format, render]): [string, HistoryRenderer] => [
    format,
    ({ history }, folder) => render(history, folder),
  ]),
]);

/** The command, which leaves its exit code in `outcome`. */
export function reportCommand(outcome: CommandOutcome): Command {
  return new Command('report')
    .description('saved runs once more: for a terminal, a page, or another tool')
    .argument('[runs...]', 'results files or journals, or one folder of them: its history')
    .option('--format <format>', `${[...renderers.keys()].join(', ')} (default: table)`)
    .option('--out <file>', 'write it here instead of to standard output')
    .option('--open', 'write a page, to --out or a private place, and open it in a browser')
    .option('--serve [port]', 'show a folder of runs to a browser on this machine, until Ctrl-C')
    .option('--no-color', 'no colour')
    .addHelpText('after', examples)
    .action(async (files: string[], asked: Partial<ReportFlags> & { color: boolean }) => {
      refuseContradictions(asked);
      const isPage = asked.open === true || asked.serve !== undefined;
      const flags = { ...asked, format: asked.format ?? (isPage ? 'html' : 'table') };
      await (flags.serve === undefined ? report(files, flags) : serve(files, flags));
      outcome.exitCode = exitCodes.done;
    });
}

const examples = `
Examples:
  fifobench report results/runs/20250102T030405Z-compare-1f2e3d.json
  fifobench report run.json --format html --out run.html
  fifobench report run.json --open
  fifobench report results/runs --serve 8080
      the history and every run, at http://127.0.0.1:8080/; runs appear as they are saved
  fifobench report run.json.journal
      what was measured before the program was killed
  fifobench report before.json after.json --format benchstat --out both.txt
  fifobench report run.json --format github-action-benchmark --out bench.json
      writes bench.smaller-is-better.json and bench.bigger-is-better.json

--open and --serve without a name show the folder where runs are saved. A browser that may
not read files of others, such as one from a snap, needs both: --serve --open.`;

function refuseContradictions({ open, serve, format, out }: Partial<ReportFlags>): void {
  if (open === true && format !== undefined && format !== 'html') {
    throw new FifobenchError('usage', '--open: a browser shows --format html', {
      remedy: 'leave out --format',
    });
  }
  if (serve !== undefined && (format !== undefined || out !== undefined)) {
    throw new FifobenchError('usage', '--serve writes no file', {
      remedy: 'leave out --format and --out, or leave out --serve',
    });
  }
}

/** What stands behind `--serve` and is no number is the folder. */
async function serve(files: readonly string[], { serve: word, open }: ReportFlags): Promise<void> {
  const isPort = typeof word === 'string' && /^\d+$/.test(word);
  const folders = typeof word === 'string' && !isPort ? [...files, word] : files;
  const [folder = historyDefaults.runs, ...more] = folders;
  if (more.length > 0) {
    throw new FifobenchError('usage', '--serve shows one folder of runs', {
      remedy: 'name one, as in fifobench report results/runs --serve',
    });
  }
  await serveFolder(folder, { port: isPort ? portOf(word) : 0, isOpened: open === true });
}

async function report(named: readonly string[], flags: ReportFlags): Promise<void> {
  const files = named.length === 0 && flags.open === true ? [historyDefaults.runs] : named;
  const [folder] = files;
  if (folder === undefined) {
    throw new FifobenchError('usage', 'report shows runs that were saved', {
      remedy: 'name a results file, a journal, or a folder of them',
    });
  }
  if (files.length === 1 && (await isFolder(folder))) {
    await hand(await historyText(folder, flags), flags);
    return;
  }
  const render = chosenByFormat(renderers, { of: 'report', format: flags.format });
  const runs: Run[] = [];
  for (const file of files) {
    runs.push(await savedRun(file));
  }
  if (flags.out === undefined || flags.format !== 'github-action-benchmark') {
    await hand(await render(runs, flags), flags);
    return;
  }
  for (const { path, text } of actionFiles(runs, flags.out)) {
    await write(text, path);
  }
}

async function hand(text: string, { open, out }: ReportFlags): Promise<void> {
  await (open === true ? openInBrowser(text, out) : write(text, out));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Whoever reads it says what is amiss with it.
    return false;
  }
}

async function historyText(folder: string, flags: ReportFlags): Promise<string> {
  const render = chosenByFormat(historyRenderers, {
    of: 'report for a folder of runs',
    format: flags.format,
  });
  return await render(await readFolder({ ...historyDefaults, runs: folder }), folder, flags);
}

async function write(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    process.stdout.write(text);
  } else {
    process.stderr.write(`saved ${await saveText(text, out)}\n`);
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
  return out === undefined ? outputStyle({ color }) : plainStyle();
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
