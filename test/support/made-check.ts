// A check-up that nobody made: two servers and one that does not start, with each kind of outcome
// that reports treat apart.

import type { CheckedServer, ProbeResult } from '../../src/model/check-result.ts';
import type { Run } from '../../src/model/run.ts';
import { sampleRun } from './sample-run.ts';

function result(probe: string, change: Partial<ProbeResult>): ProbeResult {
  return {
    ...{ probe, outcome: 'ok', passed: true, observation: 'All was as it should be.' },
    ...{ explanation: null, advice: null, elapsedNs: 12_000_000, ...change },
  };
}

const blocking = {
  ...({ outcome: 'hung', passed: false } as const),
  explanation: "It opens the client's FIFO with a blocking open(), which waits for ever.",
  advice: 'Open it with O_WRONLY | O_NONBLOCK.',
};

/** A server with faults, two of them of one cause. */
export const sampleChecked: CheckedServer = {
  ...{ server: './my_server', profile: 'text10', startFault: null },
  probes: [
    result('session-twice', { observation: 'Two clients were served, one after the other.' }),
    result('same-pipe', {
      ...{ outcome: 'corrupted', passed: false },
      observation:
        'Two clients opened the pipe: the first one got something else: the reply is "WELCOM" ' +
        'and should be "GHCIJC", the other waited in vain for an answer; the next client was ' +
        'served.',
      explanation: "The second client's name is read as what the first one says next.",
      advice: 'Begin each message with a tag of its kind.',
    }),
    result('dead-after-name', {
      ...blocking,
      observation: 'A client sent its name and died; every later client found no pipe.',
    }),
    result('dead-fifo-left', {
      ...blocking,
      observation: 'A client sent its name | and died; every later client found no pipe.',
    }),
    result('name-outside', {
      ...{ outcome: 'skipped', observation: 'Clients name their FIFOs by absolute paths.' },
    }),
  ],
};

const sound: CheckedServer = {
  ...{ server: 'basic', profile: 'seed', startFault: null },
  probes: sampleChecked.probes.map(({ probe }) =>
    result(probe, probe === 'same-pipe' ? { outcome: 'refused' } : {}),
  ),
};

const broken: CheckedServer = {
  ...{ server: './broken', profile: 'text10', probes: [] },
  startFault: 'The server did not start: the server ended with status 3 before it was ready.',
};

/** A check of one server, or of three. */
export function sampleCheck(serverCount: 1 | 3): Run {
  const checks = serverCount === 1 ? [sampleChecked] : [sampleChecked, sound, broken];
  const causes = checks.flatMap(({ server, startFault }) =>
    startFault === null ? [] : [`${server}: ${startFault}`],
  );
  return sampleRun({
    ...{ kind: 'check', scenario: 'check', seed: 0, design: null, cases: [], verdicts: [] },
    ...{ extent: { kind: 'duration', durationNs: 2_500_000_000 }, notes: [], checks },
    validity: { valid: causes.length === 0, causes },
  });
}
