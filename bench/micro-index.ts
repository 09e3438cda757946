// Every micro-benchmark. To add one, write a file in `micro/` and name it in the list below.

import type { MicroSubject } from '../src/model/micro-subject.ts';
import { basicHandshake } from './micro/basic-handshake.ts';
import { emptyCall } from './micro/empty-call.ts';
import { forkAndExit } from './micro/fork-and-exit.ts';
import { forkingHandshake } from './micro/forking-handshake.ts';
import { histogramRecord } from './micro/histogram-record.ts';
import { makeAndRemove } from './micro/make-and-remove.ts';
import { nodeFsRoundTrip } from './micro/node-fs-round-trip.ts';
import { openAndClose } from './micro/open-and-close.ts';
import { overTimeRecord } from './micro/over-time-record.ts';
import { processRoundTrip } from './micro/process-round-trip.ts';
import { threadRoundTrip } from './micro/thread-round-trip.ts';
import { writeAndRead } from './micro/write-and-read.ts';

/** The subjects in the order in which they are measured; their names differ. */
export const microSubjects: readonly MicroSubject[] = [
  makeAndRemove,
  openAndClose,
  writeAndRead,
  threadRoundTrip,
  nodeFsRoundTrip,
  processRoundTrip,
  forkAndExit,
  basicHandshake,
  forkingHandshake,
  histogramRecord,
  overTimeRecord,
  emptyCall,
];
