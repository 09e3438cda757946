// The worker that sends every message back, in plain node:fs: the partner of a micro-benchmark. It
// ends when the other side closes its end, and closes its own then, so that nobody waits for it in
// vain.

import { closeSync, readSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { pinThisThread } from '../src/engine/micro.ts';
import type { EchoRequest } from './messages.ts';

const { readFd, writeFd, messageBytes, cpus } = workerData as EchoRequest;
try {
  if (cpus.length > 0) {
    pinThisThread(cpus);
  }
  parentPort?.postMessage('ready');
  const bytes = new Uint8Array(messageBytes);
  while (readSync(readFd, bytes) === messageBytes) {
    writeSync(writeFd, bytes);
  }
} finally {
  closeSync(readFd);
  closeSync(writeFd);
}
