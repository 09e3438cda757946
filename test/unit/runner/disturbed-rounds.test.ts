// Which rounds are measured again, by readings that the test makes up; nothing is measured.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import type { Block } from '../../../src/model/block.ts';
import type { SentinelReading } from '../../../src/model/disturbance.ts';
import { DisturbedRounds, repeatCountMax } from '../../../src/runner/disturbed-rounds.ts';
import type { RoundOutcome } from '../../../src/runner/round.ts';

type Weather = 'quiet' | 'busy' | 'stolen';

/** A machine of two processors on which each round takes a second in the weather of its turn. */
class MadeUpMachine {
  attemptCount = 0;
  readonly #weather: readonly Weather[];
  #reading: SentinelReading = {
    ...{ atNs: 0, cpuCount: 2, busyNs: 0, stealNs: 0, ownBusyNs: 0 },
    ...{ contextSwitchCount: 0, forkCount: 0, pressureNs: null, queueWaitNs: null },
  };

  constructor(weather: readonly Weather[]) {
    this.#weather = weather;
  }

  readonly readSentinels = (): SentinelReading => this.#reading;

  /** A round that keeps one processor busy; its outcome carries the number of the attempt. */
  readonly measure = async (serverFault: string | null = null): Promise<RoundOutcome> => {
    const weather = this.#weather[this.attemptCount] ?? 'quiet';
    this.attemptCount += 1;
    const { atNs, busyNs, ownBusyNs, stealNs } = this.#reading;
    this.#reading = {
      ...this.#reading,
      atNs: atNs + 1e9,
      busyNs: busyNs + (weather === 'busy' ? 19e8 : 1e9),
      ownBusyNs: ownBusyNs + 1e9,
      stealNs: stealNs + (weather === 'stolen' ? 1e8 : 0),
    };
    const block = { pair: this.attemptCount, serverFault } as Partial<Block> as Block;
    return { blocks: [block], reports: [], troubles: {} as RoundOutcome['troubles'] };
  };
}

function watched(weather: readonly Weather[], pairCount = 8) {
  const machine = new MadeUpMachine(weather);
  const abort = new AbortController();
  const { readSentinels } = machine;
  const rounds = new DisturbedRounds({ pairCount, readSentinels, signal: abort.signal });
  return { machine, abort, rounds };
}

const attemptOf = ({ blocks }: RoundOutcome): number | null | undefined => blocks[0]?.pair;

group('a round', () => {
  test('on a quiet machine is measured once, and nothing is said', async () => {
    const { machine, rounds } = watched(['quiet']);
    assert.equal(attemptOf(await rounds.measure(machine.measure)), 1);
    assert.deepEqual(rounds.notes(), []);
  });

  test('that other work disturbed is measured again, and the second attempt counts', async () => {
    const { machine, rounds } = watched(['busy', 'quiet']);
    assert.equal(attemptOf(await rounds.measure(machine.measure)), 2);
    const note = '1 pair was disturbed by other work (up to 90 % of a core) and measured again';
    assert.deepEqual(rounds.notes(), [note]);
  });

  test('is measured again as long as it is disturbed and the case has repeats left', async () => {
    const { machine, rounds } = watched(['busy', 'stolen', 'busy', 'busy']);
    assert.equal(attemptOf(await rounds.measure(machine.measure)), 3);
    assert.equal(attemptOf(await rounds.measure(machine.measure)), 4);
    assert.deepEqual(rounds.notes(), [
      '2 pairs were disturbed by other work (up to 90 % of a core) and by steal (up to 9 %) ' +
        'and measured again',
      '2 pairs were disturbed by other work (up to 90 % of a core) ' +
        'and kept, since no more could be measured again',
    ]);
  });

  test('is measured three times at most, though the case has many repeats left', async () => {
    const { machine, rounds } = watched(['busy', 'busy', 'busy', 'quiet'], 1_000);
    assert.equal(attemptOf(await rounds.measure(machine.measure)), 3);
    assert.equal(attemptOf(await rounds.measure(machine.measure)), 4);
    assert.match(rounds.notes()[1] ?? '', /^1 pair was disturbed .* and kept/);
  });

  test('in which a server failed stays, or the failure would vanish', async () => {
    const { machine, rounds } = watched(['stolen']);
    await rounds.measure(() => machine.measure('it ended by itself'));
    assert.equal(machine.attemptCount, 1);
    assert.match(rounds.notes()[0] ?? '', /^1 pair was disturbed by steal .* and kept/);
  });

  test('that the user interrupted is not begun again', async () => {
    const { machine, abort, rounds } = watched(['busy']);
    abort.abort();
    await rounds.measure(machine.measure);
    assert.equal(machine.attemptCount, 1);
    assert.deepEqual(rounds.notes(), []);
  });

  test('that throws, throws', async () => {
    const { rounds } = watched([]);
    await assert.rejects(
      rounds.measure(() => Promise.reject(new Error('no server'))),
      /no server/,
    );
  });
});

test('a quarter of the pairs can be measured again, rounded up', () => {
  assert.deepEqual([0, 1, 6, 8, 20].map(repeatCountMax), [0, 1, 2, 2, 5]);
});
