// How a subject declares that it is a whole handshake with a built-in server.

import { timeHandshakes } from '../src/engine/handshake-batch.ts';
import type { MicroSubject } from '../src/model/micro-subject.ts';
import type { ServerModel } from '../src/model/server-spec.ts';
import { startServer } from '../src/target/running-server.ts';

/** The `prepare` of a subject that shakes hands with a server of that pattern. */
export function handshakeBatches(pattern: ServerModel): MicroSubject['prepare'] {
  return async ({ parentDirectory, placement }) => {
    const spec = { kind: 'pattern', name: pattern, pattern, model: pattern } as const;
    const server = await startServer(spec, { parentDirectory, cpus: placement.serverCpus });
    const { directory, pid: serverPid } = server;
    const target = { directory, serverPid, forks: pattern === 'forking' };
    return {
      run: (handshakeCount) =>
        timeHandshakes(target, { handshakeCount, cpus: placement.clientCpus }),
      finish: async () => void (await server.stop()),
    };
  };
}
