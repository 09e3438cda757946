// One setup at a time in one clone. The lock is a socket in the abstract namespace: binding it is
// atomic, and the kernel releases it when its holder dies, so it can never be left behind.

import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { root, SetupError, say } from './project.mjs';

const retryMs = 100;
const waitMs = 15 * 60 * 1000;

/**
 * Runs `work` while no other setup of this clone does. Waits for another one, for a quarter of an
 * hour at most; throws a SetupError after that.
 * @param {() => Promise<void>} work
 */
export async function withLock(work) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 32);
  const lock = await acquire(`\0fifobench-setup-${name}`);
  try {
    await work();
  } finally {
    lock?.close();
  }
}

/** @param {string} address */
async function acquire(address) {
  const deadlineMs = Date.now() + waitMs;
  for (let attempt = 0; Date.now() < deadlineMs; attempt += 1) {
    const lock = await bind(address);
    if (lock !== undefined) {
      return lock;
    }
    if (attempt === 0) {
      say('another setup runs here; waiting for it');
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  throw new SetupError('fifobench: another setup still runs here; end it and try again');
}

/**
 * @param {string} address
 * @returns {Promise<import('node:net').Server | undefined>} undefined: somebody else holds it
 */
function bind(address) {
  return new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address, () => resolve(server));
  });
}
