// `fifobench history`: what changed over the saved runs, when, and how sure that is.

import { Command } from 'commander';
import { openFindings } from '../compare/open-findings.ts';
import { FifobenchError } from '../errors.ts';
import { renderHistoryJson } from '../report/history-json.ts';
import { renderHistoryMarkdown } from '../report/history-markdown.ts';
import { renderHistory } from '../report/history-table.ts';
import { renderHistoryHtml } from '../report/html/history-page.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { chosenFormat } from './format-choice.ts';
import { annotateCommand } from './history-annotate-command.ts';
import { confirmDoubt } from './history-confirm.ts';
import { exportCommand } from './history-export-command.ts';
import { importCommand } from './history-import-command.ts';
import { addHistoryOptions, type HistoryFlags, readFolder } from './history-options.ts';
import { outputStyle } from './terminal.ts';

interface ShowFlags extends HistoryFlags {
  readonly format: string;
  readonly failOn: string;
  readonly color: boolean;
  readonly confirm?: string | true;
  readonly pairs?: string;
  readonly block?: string;
  readonly dir?: string;
}

const formats = ['table', 'markdown', 'html', 'json'];
const failureWords = ['regressed', 'alarm'];

/** The command with its subcommands, which leave their exit code in `outcome`. */
export function historyCommand(outcome: CommandOutcome): Command {
  const command = new Command('history')
    .description('changes over the saved runs: when, how large, and how sure')
    .argument('[folder]', 'folder of saved runs, the same as --runs')
    .option(
      '--format <format>',
      'what goes to standard output: table, markdown, html or json',
      'table',
    )
    .option(
      '--fail-on <list>',
      'regressed: an open confirmed regression; alarm: a doubtful newest run; or none',
      'none',
    )
    .option(
      '--confirm [checkout]',
      'measure the newest run in doubt beside the version before, built in that directory',
    )
    .option('--pairs <n>', 'pairs of --confirm, 6 or more (default: until the verdict is clear)')
    .option('--block <duration>', 'measured time of a pair of --confirm')
    .option('--dir <path>', 'where servers get their directories (default: shared memory)')
    .option('--no-color', 'no colour')
    .addHelpText('after', examples);
  addHistoryOptions(command).action(async (folder: string | undefined, flags: ShowFlags) => {
    outcome.exitCode = await show(folder === undefined ? flags : { ...flags, runs: folder });
  });
  for (const inner of [annotateCommand, importCommand, exportCommand]) {
    command.addCommand(inner(outcome));
  }
  return command;
}

const examples = `
Examples:
  fifobench history
  fifobench history /data/nightly --metric service_p50 --delta 3% --format markdown
  fifobench history --format html > history.html
  fifobench history --fail-on regressed,alarm
  fifobench history annotate 1a2b3c4d "the new kernel costs this"
  fifobench history import bench.json --machine ci && fifobench history
  fifobench history export --format csv --out points.csv`;

async function show(flags: ShowFlags): Promise<ExitCode> {
  chosenFormat(flags.format, { of: 'history', formats });
  if (flags.confirm !== undefined && ['html', 'json'].includes(flags.format)) {
    throw new FifobenchError('usage', '--confirm prints a history and a comparison', {
      remedy: 'write --format table or markdown, or read the run that it saves',
    });
  }
  const failOn = parseFailOn(flags.failOn);
  const { history, runs, unreadable } = await readFolder(flags);
  const page = { history, folder: flags.runs };
  switch (flags.format) {
    case 'json':
      process.stdout.write(renderHistoryJson(page));
      break;
    case 'markdown':
      process.stdout.write(renderHistoryMarkdown(page));
      break;
    case 'html':
      process.stdout.write(await renderHistoryHtml(page, { runs, leftOut: unreadable }));
      break;
    default:
      process.stdout.write(renderHistory(page, outputStyle(flags)));
  }
  if (flags.confirm !== undefined) {
    return await confirmDoubt(history, { ...flags, confirm: flags.confirm });
  }
  const { regressionCount, alarmCount } = openFindings(history);
  if (failOn.includes('regressed') && regressionCount > 0) {
    return exitCodes.regressed;
  }
  return failOn.includes('alarm') && alarmCount > 0 ? exitCodes.inconclusive : exitCodes.done;
}

function parseFailOn(text: string): string[] {
  const words = text === 'none' ? [] : text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !failureWords.includes(word));
  if (unknown !== undefined) {
    throw new FifobenchError('usage', `--fail-on: '${unknown}' is no outcome of history`, {
      remedy: `write none, or a list of ${failureWords.join(', ')}`,
    });
  }
  return words;
}
