// What a caller of the library may leave out: where servers run, the seed, how to stop and whom to
// tell. What is left out is as on the command line.

import { FifobenchError } from '../errors.ts';
import { builtinServer, type ServerSpec, serverPatterns } from '../model/server-spec.ts';
import type { MeasurementOptions } from '../runner/measurement.ts';
import type { ProgressListener } from '../runner/progress.ts';
import { runDirectoryParent } from '../target/run-directory.ts';

/** The name of a built-in server, or one of the user's as it is started and speaks. */
export type NamedServer = string | ServerSpec;

/** Common to all measurements. */
export interface LibrarySettings {
  /** Where servers get their directories; absent: shared memory. */
  readonly parentDirectory?: string;
  /** Orders slices and seeds the bootstrap, 0 to 2^32 - 1; absent: 1. */
  readonly seed?: number;
  /** Ends the measurement early; what was measured is kept, and its status is `interrupted`. */
  readonly signal?: AbortSignal;
  /** Called about four times a second. */
  readonly onProgress?: ProgressListener;
}

/** The settings with nothing left out. Throws a FifobenchError of code `directory`. */
export function completeSettings(settings: LibrarySettings): MeasurementOptions {
  return {
    parentDirectory: runDirectoryParent(settings.parentDirectory),
    seed: settings.seed ?? 1,
    signal: settings.signal ?? new AbortController().signal,
    onProgress: settings.onProgress,
  };
}

/** The server of that name. Throws a FifobenchError of code `unknown-pattern`. */
export function serverNamed(server: NamedServer): ServerSpec {
  if (typeof server !== 'string') {
    return server;
  }
  const builtin = builtinServer(server);
  if (builtin === undefined) {
    const names = serverPatterns.map(({ name }) => name).join(', ');
    throw new FifobenchError('unknown-pattern', `no built-in server is called '${server}'`, {
      remedy: `choose from ${names}, or give { kind: 'command', name, model, argv, profile }`,
    });
  }
  return builtin;
}
