// Profiles held against what was seen of a server.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { findProfile } from '../../../bench/profile-index.ts';
import type { Profile } from '../../../src/profile/profile.ts';
import { matchProfile, type SeenServer } from '../../../src/recognize/match-profile.ts';

function profile(name: string): Profile {
  const found = findProfile(name);
  assert.ok(found);
  return found;
}

const known: NonNullable<SeenServer['known']> = {
  ...{ introduction: 'padded', down: '{id}', id: 1_234_567, connectBytes: 8 },
  ...{ ack: new Uint8Array(10).fill(65), isWkpGone: true, delayMs: 0 },
};
const text: SeenServer = { wkpPath: 'pipe', known, kind: 'fixed' };
const silent: SeenServer = { wkpPath: '/tmp/pipe', known: null, kind: 'none' };
const longer: SeenServer = { ...text, known: { ...known, connectBytes: 10 } };
const staying: SeenServer = { ...text, known: { ...known, isWkpGone: false } };

const refused: [string, string, SeenServer, RegExp][] = [
  ['another introduction', 'seed', text, /answered to a name filled up with NUL/],
  ['another size of name', 'text12', longer, /10 bytes of name, not 12/],
  ['another acknowledgement', 'text10-ack5', text, /acknowledges with 10 bytes, not 5/],
  ['another kind of it', 'number-successor', text, /the same text each time, not a number/],
  ['a pipe that stays', 'text10', staying, /its pipe stays/],
  ['no answer at all', 'text10', silent, /did not answer to a name filled up with NUL/],
];

group('what speaks against a profile is told:', () => {
  for (const [claim, name, seen, wanted] of refused) {
    test(claim, () => assert.match(matchProfile(profile(name), seen).reason ?? '', wanted));
  }
});

test('a profile that nothing speaks against gets the pipe of the server', () => {
  const paths = matchProfile(profile('text10'), text).candidates?.map(({ wkp }) => wkp.path);
  assert.deepEqual(paths, ['pipe']);
});

test('a server that sends back what it read may acknowledge with another size', () => {
  const echo = { ...text, known: { ...known, ack: new Uint8Array(8) }, kind: 'name' as const };
  assert.equal(matchProfile(profile('echo-name'), echo).reason, null);
});

test('FIFOs that the server names by a number are tried beside the pipe', () => {
  const { candidates } = matchProfile(profile('textbook-struct'), silent);
  const downs = candidates?.map(({ fifos }) => fifos.down);
  assert.deepEqual(downs, ['/tmp/pipe.{id}', '/tmp/seqnum_cl.{id}']);
});

test('FIFOs that the server is told of lie in its directory', () => {
  const [script] = matchProfile(profile('script'), silent).candidates ?? [];
  assert.equal(script?.fifos.down, '{id}.down');
});
