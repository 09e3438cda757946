// What a warden may say, as it says it, and what is not believed.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { parseWardenEvent } from '../../../src/target/warden-events.ts';

const usage = {
  ...{
    userNs: 1,
    systemNs: 2,
    voluntarySwitches: 3,
    involuntarySwitches: 4,
    minorFaults: 5,
    ioCalls: 6,
    systemCalls: -1,
  },
};
const stopped = {
  ...{ event: 'stopped', status: 0, signal: null, forced: false, wkpRemoved: true, zombies: 0 },
  ...{ leftoverProcesses: 0, openFiles: 4, liveChildren: 0, usage, stats: null, logTail: '' },
};

const understood: readonly [what: string, event: object][] = [
  ['a start', { event: 'started', pid: 4711, dir: '/dev/shm/fifobench-1/s' }],
  [
    'readiness with first readings',
    { event: 'ready', usage: { ...usage, totalNs: 3, openFiles: 4 } },
  ],
  ['a start that failed', { event: 'start-failed', cause: 'cannot run it', logTail: 'alas\n' }],
  ['an exit', { event: 'exited', status: 1, signal: null, cause: 'ended by itself' }],
  ['a death by signal, by its name', { event: 'exited', status: null, signal: 'SIGKILL' }],
  ['a pause', { event: 'paused', sinceNs: 100, untilNs: 600 }],
  ['an end', stopped],
  ['a forced end', { ...stopped, status: null, signal: 'SIGKILL', forced: true }],
  [
    'an end with statistics',
    {
      ...stopped,
      stats: { counters: { established: 3 }, forkNs: [[1_024, 2]], forkToChildNs: [] },
    },
  ],
];
group('is understood:', () => {
  for (const [what, event] of understood) {
    test(what, () => assert.deepEqual(parseWardenEvent(JSON.stringify(event)), event));
  }
});

test('fields that are not known are left out', () => {
  const event = { event: 'started', pid: 1, dir: '/x' };
  assert.deepEqual(parseWardenEvent(JSON.stringify({ ...event, more: true })), event);
});

const strange: readonly [what: string, line: string][] = [
  ['nothing', ''],
  ['no JSON', 'Segmentation fault'],
  ['half a line', '{"event":"ready","usage":{"userNs":1'],
  ['another event', '{"event":"bored"}'],
  ['no event', '{}'],
  ['a list', '[]'],
  ['a pid that is no number', '{"event":"started","pid":"1","dir":"/x"}'],
  ['an end without its usage', JSON.stringify({ ...stopped, usage: undefined })],
];
group('is not believed:', () => {
  for (const [what, line] of strange) {
    test(what, () => assert.throws(() => parseWardenEvent(line)));
  }
});
