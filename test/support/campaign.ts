// `npm run campaign`: does a comparison find what is there, and nothing where nothing is? A server
// of ours is compared with itself, and with itself slowed by a known share of its handshake, many
// times. Each finished comparison is a line of the file given by --out, so that a campaign can be
// run in slices: it goes on where the file ends. What simpler ways would have said of the same
// blocks stands beside each verdict.
//
//   npm run campaign -- --out campaign.jsonl --pattern basic --spin 0,1,2,5 --count 30 --for 150s

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { availableCpus } from '../../src/environment/available-cpus.ts';
import { plannedLooks, singleLook } from '../../src/model/planned-looks.ts';
import type { Run } from '../../src/model/run.ts';
import { defaultCase, defaultDesign, loadOf } from '../../src/model/scenario.ts';
import { type ServerSpec, serverPatterns } from '../../src/model/server-spec.ts';
import { choosePlacement } from '../../src/runner/choose-placement.ts';
import { compareServers } from '../../src/runner/compare-servers.ts';
import { samePairCount } from '../../src/runner/schedule.ts';
import { runDirectoryParent } from '../../src/target/run-directory.ts';
import { parseDurationNs, parseInteger, parseRatio } from '../../src/units.ts';
import { type CampaignLine, campaignLine } from './campaign-line.ts';
import { renderCampaign } from './campaign-table.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'campaign.jsonl' },
    pattern: { type: 'string', default: 'basic' },
    /** Percent of the median handshake. */
    spin: { type: 'string', default: '0,1,2,5' },
    count: { type: 'string', default: '30' },
    placement: { type: 'string', default: 'same core' },
    block: { type: 'string', default: '450ms' },
    pairs: { type: 'string' },
    delta: { type: 'string', default: '2%' },
    for: { type: 'string', default: '1h' },
    summary: { type: 'boolean', default: false },
  },
});

const blockNs = parseDurationNs(values.block, '--block');
const endsAtMs = Date.now() + parseDurationNs(values.for, '--for') / 1e6;
const count = parseInteger(values.count, { option: '--count', min: 1, max: 10_000 });
const looks =
  values.pairs === undefined
    ? plannedLooks
    : singleLook(parseInteger(values.pairs, { option: '--pairs', min: 6, max: 1_000 }));
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

function readLines(): CampaignLine[] {
  const text = existsSync(values.out) ? readFileSync(values.out, 'utf8') : '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CampaignLine);
}

/** The pattern, slowed by `spinNs` before each acknowledgement; 0: as it is. */
function serverOf(name: string, spinNs: number): ServerSpec {
  const pattern = serverPatterns.find((each) => each.name === values.pattern);
  if (pattern === undefined) {
    throw new Error(`--pattern: there is no ${values.pattern}`);
  }
  const { model } = pattern;
  const server = { kind: 'pattern' as const, name, pattern: pattern.name, model };
  return spinNs === 0 ? server : { ...server, behaviour: { ackDelayNs: spinNs } };
}

async function compare(servers: readonly ServerSpec[], options: { seed: number; pairs?: number }) {
  const placement = choosePlacement(
    values.placement === 'cross core' ? 'cross core' : 'same core',
    availableCpus(),
  );
  if (placement === null) {
    throw new Error('--placement: this takes two processors');
  }
  const chosen = options.pairs === undefined ? looks : singleLook(options.pairs);
  const pairCount = Math.max(...chosen.pairCounts);
  return await compareServers({
    servers,
    cases: [
      { group: values.placement, load: loadOf({ ...defaultCase, operationCount: 0 }), placement },
    ],
    design: {
      ...{ kind: 'duet', looks: chosen, pairCount, samePairCount: samePairCount(pairCount) },
      sliceHandshakeCount: defaultDesign.sliceHandshakeCount,
      ...{ blockNs, deltaRatio: parseRatio(values.delta, '--delta') },
    },
    warmupHandshakeCount: defaultDesign.warmupHandshakeCount,
    ...{ scenario: 'campaign', notes: [], seed: options.seed, signal: interruption.signal },
    parentDirectory: runDirectoryParent(),
    onProgress: () => undefined,
  });
}

/**
 * The median handshake of the pattern as it is, as the comparison before found it: it changes with
 * the weather, and the spin is to be a share of what it is now. At first, a short comparison.
 */
async function plainNsNow(lines: readonly CampaignLine[]): Promise<number> {
  const last = lines.findLast(isOfThisSetting);
  if (last !== undefined) {
    return last.plainNs;
  }
  const run = await compare([serverOf('plain', 0), serverOf('twin', 0)], { seed: 1, pairs: 8 });
  const position = { pattern: values.pattern, placement: values.placement, spinPercent: 0 };
  return campaignLine(run, { ...position, spinNs: 0, elapsedMs: 0 }).plainNs;
}

function isOfThisSetting({ pattern, placement }: CampaignLine): boolean {
  return pattern === values.pattern && placement === values.placement;
}

/** The next comparison that the file lacks, spins in turn so that all see the same weather. */
function nextSpin(lines: readonly CampaignLine[], spins: readonly number[]): number | undefined {
  const done = (spinPercent: number) =>
    lines.filter((line) => isOfThisSetting(line) && line.spinPercent === spinPercent).length;
  const open = spins.filter((spin) => done(spin) < count);
  return open.toSorted((left, right) => done(left) - done(right))[0];
}

async function main(): Promise<void> {
  const spins = values.spin.split(',').map(Number);
  while (!values.summary && Date.now() < endsAtMs && !interruption.signal.aborted) {
    const lines = readLines();
    const spinPercent = nextSpin(lines, spins);
    if (spinPercent === undefined) {
      break;
    }
    const spinNs = Math.round(((await plainNsNow(lines)) * spinPercent) / 100);
    const startedMs = Date.now();
    const servers = [serverOf('plain', 0), serverOf('spun', spinNs)];
    const run: Run = await compare(servers, { seed: lines.length + 1 });
    if (interruption.signal.aborted) {
      break;
    }
    const line = campaignLine(run, {
      ...{ pattern: values.pattern, placement: values.placement, spinPercent, spinNs },
      elapsedMs: Date.now() - startedMs,
    });
    appendFileSync(values.out, `${JSON.stringify(line)}\n`);
    process.stderr.write(`${line.pattern} ${spinPercent} %: ${line.service.verdict}\n`);
  }
  process.stdout.write(renderCampaign(readLines()));
}

await main();
