// How a subject declares that it is a whole handshake with a built-in server.

import { runHandshakes } from '../src/engine/handshake-batch.ts';
import type { MicroSubject } from '../src/model/micro-subject.ts';
import type { ServerModel } from '../src/model/server-spec.ts';
import { compileProfile } from '../src/profile/compile-profile.ts';
import { seedProfile } from '../src/profile/seed.ts';
import { startServer } from '../src/target/running-server.ts';

/** The `prepare` of a subject that shakes hands with a server of that pattern. */
export function handshakeBatches(pattern: ServerModel): MicroSubject['prepare'] {
  return async ({ parentDirectory, placement }) => {
    const spec = { kind: 'pattern', name: pattern, pattern, model: pattern } as const;
    const server = await startServer(spec, { parentDirectory, cpus: placement.serverCpus });
    const { directory, pid: serverPid } = server;
    const forks = pattern === 'forking';
    const target = { directory, serverPid, forks, profile: compileProfile(seedProfile) };
    const total = { established: 0, failed: 0 };
    const run = (handshakeCount: number) => {
      const cpus = placement.clientCpus;
      const batch = runHandshakes(target, { handshakeCount, cpus });
      total.established += batch.establishedCount;
      total.failed += batch.failedCount;
      return batch.meanNs * handshakeCount;
    };
    const finish = async () => {
      await server.stop();
      const { failed, established } = total;
      return failed === 0 ? [] : [`${failed} of ${failed + established} handshakes failed.`];
    };
    return { run, finish };
  };
}
