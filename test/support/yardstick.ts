// `npm run yardstick`: the engine beside a blocking client in plain C, and the built-in server
// beside a blocking server in plain C, pinned alike, in alternating pairs. Prints both sides and
// their ratio; it judges nothing.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import Table from 'cli-table3';
import { availableCpus } from '../../src/environment/available-cpus.ts';
import { defaultCase } from '../../src/model/scenario.ts';
import { compileProfile } from '../../src/profile/compile-profile.ts';
import { seedProfile } from '../../src/profile/seed.ts';
import { formatDuration, formatRate } from '../../src/report/format-quantity.ts';
import { LoadPool } from '../../src/runner/load-pool.ts';
import { LatencyHistogram } from '../../src/stats/latency-histogram.ts';
import { median } from '../../src/stats/quantile.ts';
import { executablePath } from '../../src/target/executables.ts';
import { runDirectoryParent } from '../../src/target/run-directory.ts';
import { Warden } from '../../src/target/warden.ts';

const pairCount = 9;
const handshakeCount = 4_000;
const warmupHandshakeCount = 500;

interface Figures {
  readonly p50Ns: number;
  readonly handshakesPerSecond: number;
}

interface Placement {
  readonly name: string;
  readonly serverCpu: number;
  readonly clientCpu: number;
}

/**
 * A client and a server, each in one of its make-ups. The yielding client gives up its processor
 * after each session, as the engine does, so that on one core the server's clean-up falls between
 * two handshakes of both: like for like.
 */
interface Setting {
  readonly client: 'engine' | 'C' | 'yielding C';
  readonly server: 'basic' | 'C';
}

/** Ours over the yardstick's, with only one of the two sides changed. */
const comparisons: readonly { title: string; ours: Setting; yardstick: Setting }[] = [
  {
    title: 'client: engine / C, server basic',
    ours: { client: 'engine', server: 'basic' },
    yardstick: { client: 'C', server: 'basic' },
  },
  {
    title: 'client: engine / yielding C, server basic',
    ours: { client: 'engine', server: 'basic' },
    yardstick: { client: 'yielding C', server: 'basic' },
  },
  {
    title: 'client: engine / C, server C',
    ours: { client: 'engine', server: 'C' },
    yardstick: { client: 'C', server: 'C' },
  },
  {
    title: 'server: basic / C, client C',
    ours: { client: 'C', server: 'basic' },
    yardstick: { client: 'C', server: 'C' },
  },
];

const serverArgv = {
  basic: [executablePath('fifobench-server'), 'basic', '--dir', '{dir}'],
  C: [executablePath('fifobench-yardstick'), 'serve', '{dir}'],
};

async function measure(setting: Setting, placement: Placement, pool: LoadPool): Promise<Figures> {
  const warden = new Warden({
    argv: serverArgv[setting.server],
    parentDirectory: runDirectoryParent(),
    cpus: [placement.serverCpu],
    readyTimeoutMs: 5_000,
  });
  try {
    const { directory } = await warden.ready();
    const target = { directory, cpu: placement.clientCpu, pool };
    return setting.client === 'engine'
      ? await measureWithEngine(target)
      : await measureWithC(target, { yields: setting.client === 'yielding C' });
  } finally {
    await warden.stop();
  }
}

interface Target {
  readonly directory: string;
  readonly cpu: number;
  readonly pool: LoadPool;
}

async function measureWithEngine({ directory, cpu, pool }: Target): Promise<Figures> {
  const { admission, ...load } = { ...defaultCase, operationCount: 0 };
  const { recordsByTarget } = await pool.startBlock({
    targets: [{ directory, serverPid: 0, forks: false, profile: compileProfile(seedProfile) }],
    cpus: [cpu],
    threadCount: 1,
    clientCount: 1,
    operationCount: load.operationCount,
    payloadBytes: load.payloadBytes,
    thinkNs: 0,
    timeoutNs: load.timeoutNs,
    race: admission === 'race',
    warmupHandshakeCount,
    warmupNs: 0,
    sliceHandshakeCount: 0,
    discardHandshakeCount: 0,
    handshakeLimit: handshakeCount,
    durationNs: 0,
    recordedBeforeNs: 0,
    countsSystemCalls: false,
    seed: 1,
  }).result;
  const record = recordsByTarget[0]?.[0];
  if (record === undefined || record.established !== handshakeCount) {
    throw new Error(`${record?.established} of ${handshakeCount} handshakes were established`);
  }
  const p50Ns = LatencyHistogram.fromSparse(record.histograms.service).percentileNs(0.5);
  return {
    p50Ns: p50Ns ?? Number.NaN,
    handshakesPerSecond: (record.established * 1e9) / record.busyNs,
  };
}

async function measureWithC(
  { directory, cpu }: Target,
  { yields }: { yields: boolean },
): Promise<Figures> {
  const { stdout } = await promisify(execFile)(executablePath('fifobench-yardstick'), [
    ...[
      'load',
      directory,
      '--cpu',
      String(cpu),
      '--operations',
      '0',
      '--yield',
      yields ? '1' : '0',
    ],
    ...['--handshakes', String(handshakeCount), '--warmup', String(warmupHandshakeCount)],
  ]);
  const { serviceNs, handshakesPerSecond } = JSON.parse(stdout) as {
    serviceNs: { p50: number };
    handshakesPerSecond: number;
  };
  return { p50Ns: serviceNs.p50, handshakesPerSecond };
}

async function compare(
  { ours, yardstick }: (typeof comparisons)[number],
  placement: Placement,
  pool: LoadPool,
) {
  const pairs: { ours: Figures; yardstick: Figures }[] = [];
  for (let pair = 0; pair < pairCount; pair += 1) {
    const oursFirst = pair % 2 === 0;
    const first = await measure(oursFirst ? ours : yardstick, placement, pool);
    const second = await measure(oursFirst ? yardstick : ours, placement, pool);
    pairs.push(oursFirst ? { ours: first, yardstick: second } : { ours: second, yardstick: first });
    process.stderr.write('.');
  }
  return pairs;
}

function row(title: string, pairs: Awaited<ReturnType<typeof compare>>): string[] {
  const middle = (read: (pair: (typeof pairs)[number]) => number) => median(pairs.map(read)) ?? 0;
  return [
    title,
    formatDuration(middle(({ ours }) => ours.p50Ns)),
    formatDuration(middle(({ yardstick }) => yardstick.p50Ns)),
    middle(({ ours, yardstick }) => ours.p50Ns / yardstick.p50Ns).toFixed(3),
    formatRate(middle(({ ours }) => ours.handshakesPerSecond)),
    formatRate(middle(({ yardstick }) => yardstick.handshakesPerSecond)),
    middle(
      ({ ours, yardstick }) => ours.handshakesPerSecond / yardstick.handshakesPerSecond,
    ).toFixed(3),
  ];
}

async function main(): Promise<void> {
  const cpus = availableCpus();
  const [first = 0, last = first] = [cpus[0], cpus.at(-1)];
  const placements = [
    { name: 'same core', serverCpu: last, clientCpu: last },
    ...(first === last ? [] : [{ name: 'cross core', serverCpu: first, clientCpu: last }]),
  ];
  const pool = new LoadPool(1);
  const head = ['', 'p50 ours', 'p50 other', 'ratio', 'rate ours', 'rate other', 'ratio'];
  const table = new Table({ head, style: { head: [], border: [] } });
  try {
    for (const placement of placements) {
      for (const comparison of comparisons) {
        const pairs = await compare(comparison, placement, pool);
        table.push(row(`${placement.name}\n${comparison.title}`, pairs));
      }
    }
  } finally {
    await pool.close();
  }
  process.stdout.write(`\n${table.toString()}\n`);
  process.stdout.write(
    `1 client, no operations, ${handshakeCount} handshakes a block; medians of ${pairCount} ` +
      'alternating pairs, ratios pair by pair\n',
  );
}

await main();
