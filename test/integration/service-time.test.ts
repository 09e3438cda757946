// Servers whose operations take time, and servers that are heavy to fork. Everything is a ratio
// within one server, and the bounds are far from what is found, so that a busy machine does not
// matter.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { type Burden, burdenOf } from '../../src/model/burden.ts';
import { type CaseTotals, caseTotals } from '../../src/model/case-totals.ts';
import type { Extent, Load } from '../../src/model/load.ts';
import { defaultCase, loadOf } from '../../src/model/scenario.ts';
import { withBurden } from '../../src/model/server-spec.ts';
import { parseServiceLaw, type ServiceKind } from '../../src/model/service-time.ts';
import { runLoad } from '../../src/runner/run-load.ts';
import { storedRunSchema } from '../../src/store/run-schema.ts';
import { runDirectoryParent } from '../../src/target/run-directory.ts';
import { patternSpec } from '../support/live-server.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';
import { runTool } from '../support/tool.ts';

/** What a server under this burden and load came to. */
async function measure(
  pattern: string,
  { burden, load, extent }: { burden: Burden; load: Partial<Load>; extent: Extent },
): Promise<CaseTotals> {
  const { cases } = await runLoad({
    server: withBurden(patternSpec(pattern), burden),
    load: { ...loadOf(defaultCase), ...load },
    placement: { name: 'unpinned', serverCpus: [], clientCpus: [] },
    extent,
    warmupNs: 0,
    scenario: 'test',
    group: 'burdened',
    parentDirectory: runDirectoryParent(),
    seed: 5,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const [only] = cases;
  assert.ok(only !== undefined);
  return caseTotals(only);
}

function serviceOf(law: string, kind: ServiceKind): Burden {
  return { service: { law: parseServiceLaw(law), kind }, ballastBytes: 0 };
}

group('head-of-line blocking', () => {
  const durationNs = 3_000_000_000;
  const rate = { startPerSecond: 400, endPerSecond: 400 };
  const load: Partial<Load> = {
    clientCount: 400,
    timeoutNs: 5_000_000_000,
    open: {
      stages: [{ startNs: 0, endNs: durationNs, ...rate }],
      ...{ spacing: 'poisson', onOverload: 'queue' },
    },
  };

  /** How many times its own median handshake a client waits who is among the unluckiest 1 %. */
  async function worstRatio(pattern: string): Promise<number> {
    // One operation in a hundred takes 100 ms; it sleeps, so that others could go on meanwhile.
    const burden = serviceOf('bimodal:50us,100ms,1%', 'sleep');
    const extent = { kind: 'duration', durationNs } as const;
    const { latencies } = await measure(pattern, { burden, load, extent });
    const worstNs = latencies.response.percentileNs(0.99);
    const medianNs = latencies.service.percentileNs(0.5);
    assert.ok(worstNs !== null && medianNs !== null, 'too few handshakes');
    return worstNs / medianNs;
  }

  test('keeps the clients of a basic server waiting, but not those of a forking one', async () => {
    const basicRatio = await worstRatio('basic');
    assert.ok(basicRatio > 50, `basic: p99 of response is ${basicRatio} median handshakes`);
    // Whatever else runs on the machine only makes it worse, so the best of three attempts counts.
    const forkingRatios: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      forkingRatios.push(await worstRatio('forking'));
      if (Math.min(...forkingRatios) < basicRatio / 4) {
        return;
      }
    }
    assert.fail(`forking: ${forkingRatios.join(', ')}, basic: ${basicRatio}`);
  });
});

group('a service time', () => {
  for (const kind of ['cpu', 'sleep'] as const) {
    test(`${kind}: is in every operation and in no handshake`, async () => {
      const burden = serviceOf('20ms', kind);
      for (const pattern of ['basic', 'forking']) {
        const { latencies, operationCount } = await measure(pattern, {
          ...{ burden, load: { operationCount: 5 } },
          extent: { kind: 'handshakes', handshakeCount: 4 },
        });
        assert.equal(operationCount, 20);
        // A histogram keeps three digits, so that the least may be read a thousandth too low.
        const operationNs = latencies.roundTrip.minNs ?? 0;
        assert.ok(operationNs >= 19_900_000, `an operation took ${operationNs} ns`);
        const handshakeNs = latencies.service.minNs ?? Number.POSITIVE_INFINITY;
        assert.ok(handshakeNs < 10_000_000, `the quickest handshake took ${handshakeNs} ns`);
      }
    });
  }
});

test('a sweep finds where a forking server that sleeps overtakes a basic one', async (context) => {
  const directory = scratchDirectory(context);
  // Four clients sleep side by side or one after the other: apart by a factor, whatever else runs.
  const points = ['--service', '0,20ms', '--service-kind', 'sleep', '--clients', '4'];
  const servers = ['--server', 'basic', '--server', 'forking'];
  const place = ['--dir', directory, '--out', join(directory, 'run.json'), '--format', 'json'];
  const times = ['--duration', '400ms', '--warmup', '0'];
  const argv = ['sweep', ...servers, ...points, ...times, ...place, '--fail-on', 'none'];
  const end = await runTool(context, directory, argv);
  assert.equal(end.exitCode, 0, end.stderr);
  const { cases, crossovers = [] } = storedRunSchema.parse(JSON.parse(end.stdout));
  const [crossover] = crossovers;
  assert.deepEqual([crossover?.baseline, crossover?.candidate], ['basic', 'forking']);
  assert.deepEqual([crossover?.kind, crossover?.clientCount], ['at', 4]);
  assert.deepEqual(crossover?.rangeNs, [0, 20_000_000]);
  const [low = 0, high = 0] = crossover?.betweenNs ?? [];
  const atNs = crossover?.serviceNs ?? 0;
  assert.ok(low <= atNs && atNs <= high && high < 20_000_000, `${low} to ${high} ns`);
  assert.ok(cases.length > 4, 'points in between');
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length);
});

test('ballast makes the fork call dearer, by what its page tables cost to copy', async () => {
  const load = { operationCount: 0 };
  const extent = { kind: 'handshakes', handshakeCount: 60 } as const;
  const medianForkNs = async (ballastBytes: number) => {
    const burden = burdenOf(undefined, ballastBytes) ?? { ballastBytes: 0 };
    const { forkNs } = await measure('forking', { burden, load, extent });
    return forkNs?.percentileNs(0.5) ?? null;
  };
  const [lightNs, heavyNs] = [await medianForkNs(0), await medianForkNs(134_217_728)];
  assert.ok(lightNs !== null && heavyNs !== null);
  assert.ok(heavyNs > 3 * lightNs, `${lightNs} ns without, ${heavyNs} ns with 128 MiB`);
});
