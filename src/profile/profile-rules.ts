// Rules that tie the parts of a profile together: what one field says must not contradict another.

import { longestMessageBytes } from './longest-text.ts';
import { messageMistakes } from './message-rules.ts';
import type { InField, OutField, Profile } from './profile.ts';
import type { ProfileMistake } from './profile-mistake.ts';

/** The most bytes that a pipe takes in one piece. */
const pipeBufBytes = 4_096;

const rules: readonly ((profile: Profile) => ProfileMistake[])[] = [
  messageMistakes,
  ...[pathMistakes, channelMistakes, gateMistakes, unlinkMistakes],
  ...[handshakeMistakes, patternMistakes, checkMistakes, endOfFileMistakes],
];

/** Everything that is wrong with a profile of the right shape; an empty list: it can be used. */
export function ruleMistakes(profile: Profile): ProfileMistake[] {
  return rules.flatMap((rule) => rule(profile));
}

function mistake(path: string, reason: string, cure: string): ProfileMistake {
  return { path, reason, cure };
}

function pathMistakes({ wkp, fifos, server }: Profile): ProfileMistake[] {
  const named = { 'wkp.path': wkp.path, 'fifos.down': fifos.down, 'fifos.up': fifos.up ?? '' };
  const mistakes = Object.entries(named)
    .filter(([, path]) => path.split('/').includes('..'))
    .map(([path]) => mistake(path, "leads out of the server's directory", 'leave out ..'));
  const isPlace = server.cwd === 'temp' || server.cwd.startsWith('/');
  const cure = 'write temp, or an absolute path';
  return isPlace ? mistakes : [...mistakes, mistake('server.cwd', 'is relative', cure)];
}

function channelMistakes({ channels, fifos, wkp }: Profile): ProfileMistake[] {
  const { up } = channels;
  const isRemoved = wkp.lifecycle === 'recreate' || wkp.lifecycle === 'once';
  if (up === 'fifo' && fifos.up === undefined) {
    const cure = 'name that FIFO, as in {id}.up, or say another channels.up';
    return [mistake('fifos.up', 'is missing, though clients write to a FIFO of their own', cure)];
  }
  if (up !== 'fifo' && fifos.up !== undefined) {
    const cure = 'say channels.up: fifo, or leave out fifos.up';
    return [mistake('channels.up', `is ${up}, though fifos.up names a FIFO for it`, cure)];
  }
  if (up === 'wkp-session' && !isRemoved) {
    const reason = `a ${wkp.lifecycle} pipe is never one client's own`;
    return [mistake('channels.up', reason, 'say channels.up: wkp-shared')];
  }
  if (up === 'wkp-shared' && isRemoved) {
    const reason = 'a pipe that is removed for each client is shared by none';
    return [mistake('channels.up', reason, 'say channels.up: wkp-session')];
  }
  if (wkp.hold === 'message' && up === 'wkp-session') {
    const reason = 'the pipe is gone before a second message can open it';
    return [mistake('wkp.hold', reason, 'say wkp.hold: session')];
  }
  return [];
}

function gateMistakes({ wkp, ack, operation }: Profile): ProfileMistake[] {
  const isRemoved = wkp.lifecycle === 'recreate' || wkp.lifecycle === 'once';
  if (wkp.gate === 'until-unlinked' && !isRemoved) {
    const cure = 'say wkp.gate: none, until-ack or per-operation';
    return [mistake('wkp.gate', `a ${wkp.lifecycle} pipe is not removed for a client`, cure)];
  }
  if (wkp.gate === 'until-ack' && ack === null) {
    return [mistake('wkp.gate', 'waits for an acknowledgement that never comes', 'describe ack')];
  }
  if (wkp.gate === 'per-operation' && operation.pattern === 'none') {
    return [mistake('wkp.gate', 'there are no operations', 'say wkp.gate: none or until-ack')];
  }
  return [];
}

function unlinkMistakes({ fifos, ack, channels, operation }: Profile): ProfileMistake[] {
  const at = fifos.unlink?.at;
  const path = 'fifos.unlink.at';
  if (at === 'after-ack' && ack === null) {
    return [mistake(path, 'there is no acknowledgement', 'say after-open, per-operation or end')];
  }
  const isEarly = at === 'after-ack' || at === 'after-open';
  if (isEarly && channels.down === 'per-reply' && operation.pattern !== 'none') {
    const reason = 'the server opens the FIFO again for each reply';
    return [mistake(path, reason, 'say per-operation or end, or channels.down: session')];
  }
  if (at === 'per-operation' && operation.pattern === 'none') {
    return [mistake(path, 'there are no operations', 'say after-ack or end')];
  }
  return [];
}

function handshakeMistakes(profile: Profile): ProfileMistake[] {
  const { connect, ack, response, channels, operation, server } = profile;
  const mistakes: ProfileMistake[] = [];
  if (response !== null && ack === null) {
    const cure = 'describe ack, or move these fields to connect';
    mistakes.push(mistake('response', 'there is no acknowledgement to respond to', cure));
  }
  if (ack !== null && connect === null) {
    const cure = 'describe connect, or say ack: null';
    mistakes.push(mistake('ack', 'nothing has been sent that it could acknowledge', cure));
  }
  const viaPipe = channels.up === 'fifo' ? [] : [operation.request ?? []];
  const introductions = [connect ?? [], ...viaPipe].flat();
  if (server.maxConcurrent !== 1 && !introductions.some(namesTheClient)) {
    const reason = 'nothing tells the server which private FIFO is meant';
    mistakes.push(mistake('connect', reason, 'send {name}, {id} or {pid}'));
  }
  const messages = { connect, response };
  for (const [path, fields] of Object.entries(messages)) {
    const longestBytes = longestMessageBytes(fields ?? [], profile);
    if (longestBytes > pipeBufBytes) {
      const reason = `${longestBytes} bytes are more than a pipe takes in one piece`;
      mistakes.push(mistake(path, reason, `send ${pipeBufBytes} bytes at most`));
    }
  }
  return mistakes;
}

function namesTheClient(field: OutField): boolean {
  const template = 'text' in field ? field.text : 'value' in field ? field.value : '';
  return /\{(?:id|pid|name|down|up)\b/.test(template);
}

function patternMistakes({ operation, connect }: Profile): ProfileMistake[] {
  const { pattern } = operation;
  const wanted = {
    request: pattern !== 'push' && pattern !== 'none',
    reply: pattern !== 'send-only' && pattern !== 'none',
  };
  const mistakes = (['request', 'reply'] as const).flatMap((side) => {
    const path = `operation.${side}`;
    if (wanted[side] === (operation[side] !== undefined)) {
      return [];
    }
    return wanted[side]
      ? [mistake(path, `is missing, though the pattern is ${pattern}`, `describe the ${side}`)]
      : [mistake(path, `has no place in the pattern ${pattern}`, 'leave it out')];
  });
  return pattern === 'none' && connect === null
    ? [...mistakes, mistake('operation.pattern', 'nothing is ever sent', 'describe connect')]
    : mistakes;
}

function checkMistakes({ operation }: Profile): ProfileMistake[] {
  const { check = 'none', trim = 'none', reply, request } = operation;
  if (check === 'none') {
    return trim === 'none'
      ? []
      : [mistake('operation.trim', 'nothing is checked', 'leave it out, or say check')];
  }
  if (!(reply ?? []).some(hasBody)) {
    const reason = 'the fields of the reply leave nothing to check';
    return [mistake('operation.check', reason, 'leave it out')];
  }
  const asks = (request ?? []).some((field) => 'text' in field && /\{payload\}/.test(field.text));
  return typeof check === 'object' && 'transform' in check && !asks
    ? [mistake('operation.check', 'the request holds no {payload}', 'send it, or say golden')]
    : [];
}

/** Whether something is left of the field after what is expected. */
function hasBody(field: InField): boolean {
  return (
    ('bytes' in field && field.expect === undefined) || 'lengthPrefix' in field || 'until' in field
  );
}

function endOfFileMistakes({ ack, operation, channels, server }: Profile): ProfileMistake[] {
  const endsFile = (fields: readonly InField[] | null | undefined) =>
    (fields ?? []).some((field) => 'until' in field && field.until === 'eof');
  if (channels.down === 'per-reply') {
    return [];
  }
  const cure = 'say channels.down: per-reply if the server opens the FIFO again';
  if (endsFile(ack) && operation.pattern !== 'none' && operation.pattern !== 'send-only') {
    return [mistake('ack', 'ends the file, so that no reply can follow', cure)];
  }
  return endsFile(operation.reply) && server.maxOperations !== 1
    ? [
        mistake(
          'operation.reply',
          'ends the file, so that one operation is the last',
          `${cure}, or server.maxOperations: 1`,
        ),
      ]
    : [];
}
