// What every command that measures does around its measurement: Ctrl-C ends it in good order, its
// progress is shown, and the line of progress is gone when the result is printed.

import type { Run } from '../model/run.ts';
import type { MeasurementOptions } from '../runner/measurement.ts';
import { listenForInterruption } from './interruption.ts';
import { openProgressDisplay } from './terminal.ts';

/** Runs `measure` and returns its run. Throws what it throws. */
export async function measuredRun(
  measure: (hooks: Pick<MeasurementOptions, 'signal' | 'onProgress'>) => Promise<Run>,
  { quiet }: { quiet?: boolean },
): Promise<Run> {
  const interruption = listenForInterruption();
  const display = openProgressDisplay({ quiet: quiet === true });
  try {
    return await measure({ signal: interruption.signal, onProgress: display.show });
  } finally {
    display.clear();
    interruption.release();
  }
}
