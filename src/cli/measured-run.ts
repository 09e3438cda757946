// What every command that measures does around its measurement: Ctrl-C ends it in good order, its
// progress is shown, what it measured so far is kept in a journal, and when all is done the result
// is delivered.

import { describe, FifobenchError } from '../errors.ts';
import type { Run } from '../model/run.ts';
import type { MeasurementOptions } from '../runner/measurement.ts';
import { journalPath, RunJournal } from '../store/run-journal.ts';
import { deliver } from './deliver.ts';
import type { ExitCode } from './exit-codes.ts';
import { listenForInterruption } from './interruption.ts';
import type { CommonFlags } from './measuring-options.ts';
import { openProgressDisplay } from './terminal.ts';

/** What a measurement is given to stop it, to show it and to keep it. */
export type MeasurementHooks = Pick<MeasurementOptions, 'signal' | 'onProgress' | 'onBlocks'>;

/**
 * Runs `measure`, delivers its run and returns the exit code that it earned. The journal is gone
 * when the run is saved; where something throws before that, it stays and is named. Throws what
 * `measure` and `deliver` throw.
 */
export async function measureAndDeliver(
  measure: (hooks: MeasurementHooks) => Promise<Run>,
  flags: CommonFlags,
): Promise<ExitCode> {
  const journal = new RunJournal(journalPath(flags.out, new Date()));
  try {
    const run = await measureWithHooks(measure, { journal, isQuiet: flags.quiet === true });
    return await deliver(run, flags, () => journal.remove());
  } catch (error) {
    if (journal.exists) {
      process.stderr.write(`fifobench: what was measured is kept in ${journal.path}\n`);
    }
    throw error;
  }
}

async function measureWithHooks(
  measure: (hooks: MeasurementHooks) => Promise<Run>,
  { journal, isQuiet }: { journal: RunJournal; isQuiet: boolean },
): Promise<Run> {
  const display = openProgressDisplay({ quiet: isQuiet });
  const interruption = listenForInterruption(display);
  const onBlocks = (latest: Run) => journal.append(latest);
  try {
    return await measure({ signal: interruption.signal, onProgress: display.show, onBlocks });
  } finally {
    display.clear();
    interruption.release();
    if (journal.fault !== undefined) {
      const fault = new FifobenchError('store', 'no complete journal could be kept', {
        cause: journal.fault,
      });
      process.stderr.write(`fifobench: ${describe(fault)}\n`);
    }
  }
}
