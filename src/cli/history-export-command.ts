// `fifobench history export`: every point of a history, for other programs.

import { Command } from 'commander';
import type { History } from '../model/history.ts';
import { renderHistoryJson } from '../report/history-json.ts';
import { renderActionHistory } from '../report/interchange/action-history.ts';
import { renderHistoryCsv } from '../report/interchange/history-csv.ts';
import { saveText } from '../store/run-file.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';
import { chosenByFormat } from './format-choice.ts';
import { addHistoryOptions, type HistoryFlags, readHistory } from './history-options.ts';

interface ExportFlags extends HistoryFlags {
  readonly format: string;
  readonly out?: string;
}

/** The forms for programs; a folder is what the user called it. */
export const historyExports: ReadonlyMap<string, (history: History, folder: string) => string> =
  new Map([
    ['csv', renderHistoryCsv],
    ['json', (history: History, folder: string) => renderHistoryJson({ history, folder })],
    ['github-action-benchmark', renderActionHistory],
  ]);

/** The command, which leaves its exit code in `outcome`. */
export function exportCommand(outcome: CommandOutcome): Command {
  const command = new Command('export')
    .description('every point of the history, for other programs')
    .option('--format <format>', [...historyExports.keys()].join(', '), 'csv')
    .option('--out <file>', 'write it here instead of to standard output');
  return addHistoryOptions(command).action(async (flags: ExportFlags) => {
    const render = chosenByFormat(historyExports, { of: 'export', format: flags.format });
    const text = render(await readHistory(flags), flags.runs);
    if (flags.out === undefined) {
      process.stdout.write(text);
    } else {
      process.stderr.write(`saved ${await saveText(text, flags.out)}\n`);
    }
    outcome.exitCode = exitCodes.done;
  });
}
