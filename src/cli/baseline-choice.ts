// How one can be held against a baseline: whether its server can still be run, which files that
// takes, and whether this is its machine.

import { describeEnvironment } from '../environment/describe-environment.ts';
import { differingFacts } from '../environment/fingerprint.ts';
import { FifobenchError } from '../errors.ts';
import type { ProgramIdentity } from '../model/gate-record.ts';
import type { Run } from '../model/run.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import type { Baseline } from '../store/baseline-file.ts';
import { keptProgram } from '../store/kept-programs.ts';
import { identify, programsOf, withPrograms } from '../target/programs.ts';

/** The one server of a baseline. Throws a FifobenchError of code `results-format` without one. */
export function baselineServer({ name, run }: Baseline): ServerSpec {
  const server = run.cases[0]?.server;
  if (server === undefined) {
    throw new FifobenchError('results-format', `the baseline ${name} holds no case`, {
      remedy: `save it again: fifobench baseline save ${name} SERVER`,
    });
  }
  return server;
}

/**
 * The server that the baseline was measured with, as it can be started now: from the files of
 * `offered` paths, from those in place, or from kept copies, whichever have the content that was
 * measured. `null`: there is no such file of one of its programs, or it was attached to.
 */
export function runnableBaseline(
  { run }: Baseline,
  server: ServerSpec,
  offered: readonly string[],
): ServerSpec | null {
  const then = run.programs ?? [];
  const now = programsOf(server);
  if (then.length === 0 || then.length !== now.length) {
    return null;
  }
  const given = new Map(offered.map((path) => [identify(path).sha256, path]));
  const paths = then.map(({ sha256 }, index) => {
    const inPlace = now[index]?.sha256 === sha256 ? now[index].path : undefined;
    return given.get(sha256) ?? inPlace ?? keptProgram(sha256);
  });
  return paths.every((path) => path !== undefined) ? withPrograms(server, paths) : null;
}

/**
 * Refuses a file that the baseline was not measured with: throws a FifobenchError of code `usage`
 * that says which content it should have.
 */
export function requireOffered({ name, run }: Baseline, offered: readonly string[]): void {
  for (const path of offered) {
    const { sha256 } = readIdentity(path);
    if (!(run.programs ?? []).some((program) => program.sha256 === sha256)) {
      const wanted = (run.programs ?? []).map(identityText).join(', ') || 'no file';
      throw new FifobenchError('usage', `${path} is not what the baseline ${name} measured`, {
        remedy: `give a file with the content that it was: ${wanted}`,
      });
    }
  }
}

/** Whether a server is started from files of the same content as the baseline's. */
export function isSameProgram({ run }: Baseline, server: ServerSpec): boolean {
  const then = (run.programs ?? []).map(({ sha256 }) => sha256);
  const now = programsOf(server).map(({ sha256 }) => sha256);
  return then.length > 0 && then.join() === now.join();
}

/**
 * In what this machine differs from the baseline's, in words; none where figures can be compared.
 * `run`: the run that is held against it, where that is stored too.
 */
export async function machineDifferences(
  baseline: Baseline,
  { parentDirectory, run }: { parentDirectory: string; run: Run | undefined },
): Promise<string[]> {
  const now = run?.environment ?? (await describeEnvironment(parentDirectory));
  return differingFacts({ earlier: baseline.run.environment, now });
}

/** A program for people: its name and the first digits of its content. */
export function identityText({ name, sha256 }: ProgramIdentity): string {
  return `${name} ${sha256.slice(0, 12)}`;
}

function readIdentity(path: string): ProgramIdentity {
  try {
    return identify(path);
  } catch (cause) {
    throw new FifobenchError('usage', `--baseline-program: ${path} cannot be read`, {
      remedy: 'name the file that the baseline was measured with',
      cause,
    });
  }
}
