// Servers whose operations take time, and servers that are heavy to fork: what follows from that
// whatever else runs, counts as a rule, and ratios whose bounds are far from what is found.

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

group('an operation that does not end', () => {
  const durationNs = 500_000_000;
  const rate = { startPerSecond: 400, endPerSecond: 400 };
  const load: Partial<Load> = {
    ...{ clientCount: 200, timeoutNs: 4_000_000_000 },
    open: {
      stages: [{ startNs: 0, endNs: durationNs, ...rate }],
      ...{ spacing: 'constant', onOverload: 'queue' },
    },
  };

  /** One operation in twenty sleeps for longer than any client waits; others could go on. */
  async function sleepingServer(pattern: string): Promise<CaseTotals> {
    const burden = serviceOf('bimodal:50us,600s,5%', 'sleep');
    const extent = { kind: 'duration', durationNs } as const;
    return await measure(pattern, { burden, load, extent });
  }

  test('keeps all clients of a basic server waiting that come after it', async () => {
    const { handshakes } = await sleepingServer('basic');
    assert.ok(handshakes.established < 200, `${handshakes.established} established`);
  });

  test('keeps nobody waiting who comes to a forking server', async () => {
    const { handshakes, operationCount, failures } = await sleepingServer('forking');
    assert.equal(handshakes.established, 200);
    assert.ok(operationCount < 200, 'some did not end');
    assert.ok(failures.every(({ phase, cause }) => phase === 'operation' && cause === 'timeout'));
  });
});

group('a service time', () => {
  for (const kind of ['cpu', 'sleep'] as const) {
    test(`${kind}: is in every operation and in no handshake`, async () => {
      const burden = serviceOf('20ms', kind);
      for (const pattern of ['basic', 'forking']) {
        const { latencies, operationCount } = await measure(pattern, {
          ...{ burden, load: { operationCount: 5, timeoutNs: 30_000_000_000 } },
          extent: { kind: 'handshakes', handshakeCount: 4 },
        });
        assert.equal(operationCount, 20);
        // A histogram keeps three digits, so that the least may be read a thousandth too low.
        const operationNs = latencies.roundTrip.minNs ?? 0;
        assert.ok(operationNs >= 19_900_000, `an operation took ${operationNs} ns`);
        const { handshakes } = await measure(pattern, {
          burden: serviceOf('600s', kind),
          load: { operationCount: 0, timeoutNs: 30_000_000_000 },
          extent: { kind: 'handshakes', handshakeCount: 4 },
        });
        assert.deepEqual([handshakes.established, handshakes.failed], [4, 0]);
      }
    });
  }
});

test('a sweep finds where a forking server that sleeps overtakes a basic one', async (context) => {
  const directory = scratchDirectory(context);
  // Four clients sleep side by side or one after the other, and without a service time each fork
  // has its ballast to copy: both times apart by a factor, whatever else runs.
  const service = ['--service', '0,50ms', '--service-kind', 'sleep', '--ballast', '16MiB'];
  const points = [...service, '--clients', '4'];
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
  assert.deepEqual(crossover?.rangeNs, [0, 50_000_000]);
  const [low = 0, high = 0] = crossover?.betweenNs ?? [];
  const atNs = crossover?.serviceNs ?? 0;
  assert.ok(low <= atNs && atNs <= high && high < 50_000_000, `${low} to ${high} ns`);
  assert.ok(cases.length > 4, 'points in between');
  assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length);
});

test('ballast makes the fork call dearer, by what its page tables cost to copy', async () => {
  const load = { operationCount: 0, timeoutNs: 30_000_000_000 };
  const extent = { kind: 'handshakes', handshakeCount: 60 } as const;
  // Other work can hold a fork up; the quickest of many is what it costs.
  const leastForkNs = async (ballastBytes: number) => {
    const burden = burdenOf(undefined, ballastBytes) ?? { ballastBytes: 0 };
    const { forkNs } = await measure('forking', { burden, load, extent });
    return forkNs?.minNs ?? null;
  };
  const [lightNs, heavyNs] = [await leastForkNs(0), await leastForkNs(134_217_728)];
  assert.ok(lightNs !== null && heavyNs !== null);
  assert.ok(heavyNs > 3 * lightNs, `${lightNs} ns without, ${heavyNs} ns with 128 MiB`);
});
