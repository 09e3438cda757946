// The round trip between threads once more, in plain node:fs on both sides: the reason for native
// code, as a figure. Both sides block in readSync and writeSync, the fastest that JavaScript has.

import { readSync, writeSync } from 'node:fs';
import type { MicroSubject } from '../../src/model/micro-subject.ts';
import { payloadBytes } from '../native-batches.ts';
import { startEcho } from '../node-fs-echo.ts';
import { threadRoundTrip } from './thread-round-trip.ts';

/** One round trip between two threads of JavaScript. */
export const nodeFsRoundTrip: MicroSubject = {
  name: 'round trip (node:fs)',
  summary: 'the round trip between threads in plain node:fs: readSync and writeSync on both sides',
  unit: 'round trip',
  operationCount: 100,
  placements: 'both',
  against: threadRoundTrip.name,
  prepare: async (setting) => {
    const { readFd, writeFd, finish } = await startEcho(setting, payloadBytes);
    const bytes = new Uint8Array(payloadBytes);
    const run = (operationCount: number) => {
      const started = process.hrtime.bigint();
      for (let operation = 0; operation < operationCount; operation += 1) {
        writeSync(writeFd, bytes);
        if (readSync(readFd, bytes) !== payloadBytes) {
          throw new Error('the echo thread ended');
        }
      }
      return Number(process.hrtime.bigint() - started);
    };
    return {
      run,
      finish: async () => {
        await finish();
        return [];
      },
    };
  },
};
