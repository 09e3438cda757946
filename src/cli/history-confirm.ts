// `fifobench history --confirm`: one run in doubt proves nothing, so its server and the version
// before it are measured side by side, under the very load of that run.

import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { isDoubtful } from '../compare/open-findings.ts';
import { FifobenchError } from '../errors.ts';
import type { History, SeriesHistory } from '../model/history.ts';
import type { CaseResult } from '../model/run.ts';
import { defaultDesign } from '../model/scenario.ts';
import type { ServerSpec } from '../model/server-spec.ts';
import { seedProfile } from '../profile/seed.ts';
import { commitBefore } from '../report/history-sentences.ts';
import { compareServers } from '../runner/compare-servers.ts';
import { loadRun } from '../store/run-file.ts';
import { patternArguments } from '../target/pattern-arguments.ts';
import { runDirectoryParent } from '../target/run-directory.ts';
import { checkDelivery } from './deliver.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { HistoryFlags } from './history-options.ts';
import { measureAndDeliver } from './measured-run.ts';
import { type CommonFlags, parseSeed } from './measuring-options.ts';
import { chosenDesign, type PairFlags } from './pair-options.ts';

/** Where the version before is, and what the measuring commands want to know. */
export interface ConfirmFlags extends HistoryFlags, Pick<PairFlags, 'pairs' | 'block'> {
  /** A built checkout of it; `true`: where the history's advice puts it. */
  readonly confirm: string | true;
  readonly dir?: string;
  readonly format: string;
  readonly color: boolean;
}

/**
 * Compares the server of the first series in doubt with the version before and returns the exit
 * code: 5 where it regressed, 3 where it stays open, 4 where the measurement is invalid. Where
 * nothing is in doubt that is said, and nothing is measured. Throws FifobenchErrors of code `usage`
 * where the version before cannot be run.
 */
export async function confirmDoubt(history: History, flags: ConfirmFlags): Promise<ExitCode> {
  const doubtful = history.series.find(isDoubtful);
  if (doubtful === undefined) {
    process.stderr.write('the newest run of no series is in doubt: nothing to confirm\n');
    return exitCodes.done;
  }
  const common: CommonFlags = {
    ...{ seed: '1', failOn: 'invalid,regressed,inconclusive', threshold: [] },
    ...{ format: flags.format, color: flags.color },
    ...(flags.dir === undefined ? {} : { dir: flags.dir }),
  };
  await checkDelivery(common);
  const newest = await newestCase(doubtful, flags.runs);
  const checkout = checkoutOf(doubtful, flags.confirm);
  const { group, load, placement, server } = newest;
  const options = {
    servers: [earlierServer(server, { checkout }), server],
    cases: [{ group, load, placement }],
    design: chosenDesign(defaultDesign, pairFlags(flags)),
    warmupHandshakeCount: defaultDesign.warmupHandshakeCount,
    scenario: doubtful.key.scenario,
    notes: [`Confirms a doubt of the history about ${doubtful.key.metric}.`],
    parentDirectory: runDirectoryParent(flags.dir),
    seed: parseSeed(common.seed),
  };
  return await measureAndDeliver((hooks) => compareServers({ ...options, ...hooks }), common);
}

/** Without --delta, which is that of the history: a comparison sees smaller changes. */
function pairFlags({ pairs, block }: ConfirmFlags): PairFlags {
  return { ...(pairs === undefined ? {} : { pairs }), ...(block === undefined ? {} : { block }) };
}

async function newestCase({ key, points }: SeriesHistory, folder: string): Promise<CaseResult> {
  const file = join(folder, points.at(-1)?.file ?? '');
  const runs = key.kind === 'imported' || key.kind === 'bench' ? null : await loadRun(file);
  const found = runs?.cases.find(({ name }) => name === key.case);
  if (found === undefined) {
    throw new FifobenchError('usage', `--confirm: ${key.case} has no server to be run`, {
      remedy: 'measure it again with the tool that it came from',
    });
  }
  return found;
}

function checkoutOf(series: SeriesHistory, confirm: string | true): string {
  const before = commitBefore(series);
  if (confirm === true && before === null) {
    throw new FifobenchError('usage', '--confirm: no earlier commit is known of the series', {
      remedy: 'name a built checkout of the version before: --confirm DIR',
    });
  }
  return confirm === true ? `../${before}` : confirm;
}

/** The same server from the other checkout. */
function earlierServer(server: ServerSpec, { checkout }: { checkout: string }): ServerSpec {
  const name = `${server.name}@${checkout.split('/').filter(Boolean).at(-1) ?? checkout}`;
  switch (server.kind) {
    case 'pattern': {
      const program = existing(join(checkout, 'build', 'Release', 'fifobench-server'));
      const argv = [program, ...patternArguments(server, { seed: 1 })];
      return { kind: 'command', name, model: server.model, argv, profile: seedProfile };
    }
    case 'command': {
      const moved = server.argv.map((word) => inCheckout(word, checkout));
      if (moved.every((word, index) => word === server.argv[index])) {
        throw new FifobenchError('usage', `--confirm: no file of ${server.name} is in here`, {
          remedy: 'start it from the directory that its program is in',
        });
      }
      return { ...server, name, argv: moved };
    }
    case 'attached':
      throw new FifobenchError('usage', '--confirm: a server that was attached to is not ours', {
        remedy: 'start both versions yourself, and compare them by their commands',
      });
  }
}

/** A file below the working directory, as the file of the checkout at the same place. */
function inCheckout(word: string, checkout: string): string {
  const place = relative(process.cwd(), word);
  const isHere = isAbsolute(word) && place !== '' && !place.startsWith('..');
  return isHere ? existing(join(checkout, place)) : word;
}

function existing(path: string): string {
  if (!existsSync(path)) {
    throw new FifobenchError('usage', `--confirm: there is no ${path}`, {
      remedy: 'check out the version before and build it there, as the history advises',
    });
  }
  return resolve(path);
}
