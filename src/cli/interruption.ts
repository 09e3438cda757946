// Ctrl-C and its relatives: the first ends the measurement in good order, the second at once.

import { exitCodes } from './exit-codes.ts';

/** Says what the first signal set in motion. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Puts the default handling of signals back. */
  release(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens from now on until `release`. `line` is taken away before anything is said. */
export function listenForInterruption(line: { readonly clear: () => void }): Interruption {
  const controller = new AbortController();
  const interrupt = () => {
    line.clear();
    if (controller.signal.aborted) {
      process.exit(exitCodes.killed);
    }
    process.stderr.write('\nfifobench: stopping; press Ctrl-C again to stop at once\n');
    controller.abort();
  };
  for (const signal of signals) {
    process.on(signal, interrupt);
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) {
        process.off(signal, interrupt);
      }
    },
  };
}
