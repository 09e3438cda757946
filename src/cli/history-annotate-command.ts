// `fifobench history annotate ID REASON`: somebody looked at a change, and it is as it should be.

import { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import type { Acceptance, History } from '../model/history.ts';
import { seriesName } from '../report/history-sentences.ts';
import { addAcceptance } from '../store/acceptances.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { exitCodes } from './exit-codes.ts';
import { addHistoryOptions, type HistoryFlags, readHistory } from './history-options.ts';

/** The command, which leaves its exit code in `outcome`. */
export function annotateCommand(outcome: CommandOutcome): Command {
  const command = new Command('annotate')
    .description('accept a change: it stays in the history, and is no finding any more')
    .argument('<id>', 'the eight digits that history shows behind the change')
    .argument('<reason>', 'why it is as it should be');
  return addHistoryOptions(command).action(
    async (id: string, reason: string, flags: HistoryFlags) => {
      const history = await readHistory(flags);
      const path = addAcceptance(flags.runs, acceptanceOf(history, { id, reason }));
      process.stderr.write(`saved in ${path}\n`);
      outcome.exitCode = exitCodes.done;
    },
  );
}

function acceptanceOf(
  { series }: History,
  { id, reason }: { id: string; reason: string },
): Acceptance {
  for (const each of series) {
    const change = each.changes.find((candidate) => candidate.id === id);
    const at = change?.at ?? (each.alarm?.id === id ? each.points.length - 1 : -1);
    const direction = change?.direction ?? each.alarm?.direction;
    const point = each.points[at];
    if (point !== undefined && direction !== undefined) {
      const { startedAt, commit } = point;
      return { series: each.id, title: seriesName(each), startedAt, commit, direction, reason };
    }
  }
  throw new FifobenchError('usage', `no change is called '${id}'`, {
    remedy: 'take an id from fifobench history, with the same --runs, --metric and --delta',
  });
}
