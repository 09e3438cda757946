// Servers that remove the well-known pipe only when they have acknowledged, and wait for no
// response. Between the two a second client can slip in, so that the gate has to stay closed.

import type { Profile } from '../../src/profile/profile.ts';
import { textProfile } from './text-fixed.ts';

const summary =
  'removes the pipe only after its fixed text has gone out, and wants no response; requests and ' +
  'replies of 1000 bytes';

/** With names in 10 and in 1,000 bytes. */
export const unlinkAfterAckProfiles: readonly Profile[] = [
  textProfile({
    ...{ name: 'unlink-after-ack', summary, wkpPath: 'pip_server' },
    ...{ nameBytes: 10, ackBytes: 10, responds: false, bufferBytes: 1_000 },
  }),
  textProfile({
    ...{ name: 'unlink-after-ack-1000', summary, wkpPath: 'WELL' },
    ...{ nameBytes: 1_000, ackBytes: 1_000, responds: false, bufferBytes: 1_000 },
  }),
];
