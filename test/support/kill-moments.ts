// `npm run kill-moments`: measurements killed with SIGKILL at random moments of their lives, start
// and saving included, and what is found afterwards. Each kill is a line of the file given by
// --out; it goes on where the file ends, so that many kills can be made in slices. A fault is
// printed and makes the exit code 1. The moments follow from --seed.
//
//   npm run kill-moments -- --out kills.jsonl --count 100 --for 80s

import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SeededRandom } from '../../src/stats/random.ts';
import { parseDurationNs, parseInteger } from '../../src/units.ts';
import {
  type KilledCommand,
  type KillMoment,
  type KillRecord,
  killedCommands,
  killOnce,
} from './killed-run.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'kills.jsonl' },
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    for: { type: 'string', default: '1h' },
  },
});

const count = parseInteger(values.count, { option: '--count', min: 1, max: 100_000 });
const seed = parseInteger(values.seed, { option: '--seed', min: 0, max: 1_000_000 });
const endsAtMs = Date.now() + parseDurationNs(values.for, '--for') / 1e6;

/** A life is tried up to a little beyond its usual end. */
const lifeRatio = 1.05;

/** How much later than the event that they follow kills come, at most. */
const lagMsMax = 4;

interface Life {
  readonly durationMs: number;
  readonly blockCount: number;
}

/** A kill as it is kept: what was found, or what went wrong. */
type KillLine = KillRecord | { readonly command: KilledCommand; readonly fault: string };

function readLines(): KillLine[] {
  const text = existsSync(values.out) ? readFileSync(values.out, 'utf8') : '';
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as KillLine);
}

async function inScratch<Value>(action: (directory: string) => Promise<Value>): Promise<Value> {
  const directory = mkdtempSync(join(tmpdir(), 'fifobench-kill-'));
  try {
    return await action(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const lives = new Map<KilledCommand, Life>();

/** How a run of the command goes that nobody kills. */
async function lifeOf(command: KilledCommand): Promise<Life> {
  const known = lives.get(command);
  if (known !== undefined) {
    return known;
  }
  const never = { kind: 'block', ordinal: Number.POSITIVE_INFINITY, afterMs: 0 } as const;
  const whole = await inScratch((path) => killOnce(path, { command, moment: never }));
  const life = { durationMs: whole.elapsedMs, blockCount: whole.shownCount };
  lives.set(command, life);
  return life;
}

function chosenCommand(random: SeededRandom): KilledCommand {
  const ratio = random.nextRatio();
  return ratio < 0.5 ? 'compare' : ratio < 0.85 ? 'sweep' : 'run';
}

/** Three in five anywhere in a life; the others where a block ends, and where the run is saved. */
function chosenMoment(random: SeededRandom, { durationMs, blockCount }: Life): KillMoment {
  const ratio = random.nextRatio();
  const afterMs = random.nextRatio() * lagMsMax;
  if (ratio < 0.6) {
    return { kind: 'at', afterMs: random.nextRatio() * durationMs * lifeRatio };
  }
  const ordinal = 1 + Math.floor(random.nextRatio() * blockCount);
  return ratio < 0.85 ? { kind: 'block', ordinal, afterMs } : { kind: 'save', afterMs };
}

async function main(): Promise<void> {
  for (let index = readLines().length; index < count && Date.now() < endsAtMs; index += 1) {
    const random = new SeededRandom(seed * 1_000_000 + index);
    const command = chosenCommand(random);
    const life = await lifeOf(command);
    const moment = chosenMoment(random, life);
    const line = await inScratch(async (path): Promise<KillLine> => {
      try {
        return await killOnce(path, { command, moment });
      } catch (error) {
        const fault = `${JSON.stringify(moment)}: ${String(error)}`;
        process.stderr.write(`kill ${index} of ${command}: ${fault}\n`);
        return { command, fault };
      }
    });
    appendFileSync(values.out, `${JSON.stringify(line)}\n`);
  }
  const lines = readLines();
  process.stdout.write(summary(lines));
  process.exitCode = lines.some((line) => 'fault' in line) ? 1 : 0;
}

function summary(lines: readonly KillLine[]): string {
  const commands = Object.keys(killedCommands) as KilledCommand[];
  const rows = commands.map((command) => {
    const own = lines.filter((line) => line.command === command);
    const whole = own.filter((line): line is KillRecord => !('fault' in line));
    const sum = (of: (line: KillRecord) => number) =>
      whole.reduce((total, line) => total + of(line), 0);
    const which = (of: (line: KillRecord) => boolean) => sum((line) => (of(line) ? 1 : 0));
    return [
      `${command}: ${own.length} times, killed before its end ${which((line) => line.wasKilled)}`,
      `  before a block had ended ${which((line) => line.endedCount === 0)}`,
      `  left a journal alone ${which((line) => line.hasJournal && !line.isSaved)}`,
      `  left the run alone ${which((line) => line.isSaved && !line.hasJournal)}`,
      `  left both ${which((line) => line.isSaved && line.hasJournal)}`,
      `  left a file that was being written ${sum((line) => line.unfinishedFileCount)}`,
      `  blocks ended ${sum((line) => line.endedCount)}, kept ${sum((line) => line.keptCount)}, ` +
        `shown ${sum((line) => line.shownCount)}`,
      `  faults ${own.length - whole.length}`,
    ].join('\n');
  });
  return `${rows.join('\n')}\n`;
}

await main();
