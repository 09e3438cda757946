// Rules for single messages: which placeholders may stand where, and that every text fits its
// place.

import { longestTextBytes, saves } from './longest-text.ts';
import type { InField, IntegerKind, OutField, Profile, Template } from './profile.ts';
import type { ProfileMistake } from './profile-mistake.ts';
import { type PlaceholderName, splitTemplate } from './template.ts';

const ofTheClient: readonly PlaceholderName[] = ['id', 'pid', 'name', 'down', 'up'];
const ofTheOperation: readonly PlaceholderName[] = ['seq', 'payload', 'payloadBytes'];

interface Message<Field> {
  readonly path: string;
  readonly fields: readonly Field[];
  readonly allowed: readonly PlaceholderName[];
}

/** The mistakes in the names and messages of a profile; an empty list where there are none. */
export function messageMistakes(profile: Profile): ProfileMistake[] {
  const sent = sentMessages(profile).flatMap((message) => outMistakes(message, profile));
  const heard = heardMessages(profile).flatMap((message) => inMistakes(message, profile));
  return [...nameMistakes(profile), ...sent, ...heard, ...saveMistakes(profile)];
}

function sentMessages({ connect, response, operation, end }: Profile): Message<OutField>[] {
  const later: readonly PlaceholderName[] = [...ofTheClient, 'ack'];
  const request: readonly PlaceholderName[] = [...later, ...ofTheOperation];
  return [
    { path: 'connect', fields: connect ?? [], allowed: ofTheClient },
    { path: 'response', fields: response ?? [], allowed: later },
    { path: 'operation.request', fields: operation.request ?? [], allowed: request },
    { path: 'end.send', fields: end?.send ?? [], allowed: later },
  ];
}

function heardMessages({ ack, operation }: Profile): Message<InField>[] {
  const reply: readonly PlaceholderName[] = [...ofTheClient, 'ack', ...ofTheOperation];
  return [
    { path: 'ack', fields: ack ?? [], allowed: ofTheClient },
    { path: 'operation.reply', fields: operation.reply ?? [], allowed: reply },
  ];
}

function nameMistakes(profile: Profile): ProfileMistake[] {
  const { fifos, server } = profile;
  return (['down', 'up'] as const).flatMap((side) => {
    const template = fifos[side];
    const path = `fifos.${side}`;
    if (template === undefined) {
      return [];
    }
    const mistakes = templateMistakes(template, { path, allowed: ['id', 'pid'], profile });
    if (mistakes.length > 0) {
      return mistakes;
    }
    const longestBytes = longestTextBytes(template, profile);
    if (longestBytes > fifos.nameMaxBytes) {
      mistakes.push({
        path,
        reason: `becomes ${longestBytes} bytes long, and the server reads ${fifos.nameMaxBytes}`,
        cure: 'shorten it, or raise fifos.nameMaxBytes if the server reads more',
      });
    }
    if (!/\{id\b/.test(template) && server.maxConcurrent !== 1) {
      const cure = 'put {id} into it, or say server.maxConcurrent: 1';
      mistakes.push({ path, reason: 'is the same for all clients', cure });
    }
    return mistakes;
  });
}

function outMistakes(message: Message<OutField>, profile: Profile): ProfileMistake[] {
  return message.fields.flatMap((field, index) => {
    const path = `${message.path}[${index}]`;
    const { allowed } = message;
    if ('hex' in field) {
      return [];
    }
    if ('int' in field) {
      const place = { path: `${path}.value`, allowed, profile };
      return numberMistakes(field.value, { ...place, kind: field.int });
    }
    const nulBytes = field.nul === true ? 1 : 0;
    return [
      ...templateMistakes(field.text, { path: `${path}.text`, allowed, profile }),
      ...fitMistakes(field.text, { path, toBytes: field.bytes, nulBytes, profile }),
    ];
  });
}

function inMistakes(message: Message<InField>, profile: Profile): ProfileMistake[] {
  return message.fields.flatMap((field, index) => {
    const path = `${message.path}[${index}]`;
    const place = { path: `${path}.expect`, allowed: message.allowed, profile };
    if ('until' in field && index !== message.fields.length - 1 && field.until === 'eof') {
      const cure = 'make it the last field';
      return [{ path, reason: 'nothing can follow the end of the file', cure }];
    }
    if ('int' in field && field.expect !== undefined) {
      return numberMistakes(field.expect, { ...place, kind: field.int });
    }
    if (!('bytes' in field)) {
      return [];
    }
    if (field.expect === undefined) {
      return payloadLengthMistakes(field.bytes, { path, allowed: message.allowed });
    }
    if (field.bytes === '{payloadBytes}') {
      const reason = 'only the payload itself has as many bytes as the payload';
      const cure = "write expect: '{payload}', or the number of bytes";
      return field.expect === '{payload}' ? [] : [{ path: place.path, reason, cure }];
    }
    return [
      ...templateMistakes(field.expect, place),
      ...fitMistakes(field.expect, { path, toBytes: field.bytes, nulBytes: 0, profile }),
    ];
  });
}

function payloadLengthMistakes(
  bytes: number | '{payloadBytes}',
  { path, allowed }: { path: string; allowed: readonly PlaceholderName[] },
): ProfileMistake[] {
  const isKnown = bytes !== '{payloadBytes}' || allowed.includes('payloadBytes');
  const reason = 'there is no payload before the first operation';
  return isKnown ? [] : [{ path: `${path}.bytes`, reason, cure: 'write the number of bytes' }];
}

interface Place {
  readonly path: string;
  readonly allowed: readonly PlaceholderName[];
  readonly profile: Profile;
}

function templateMistakes(template: Template, place: Place): ProfileMistake[] {
  const { parts, fault } = splitTemplate(template);
  if (parts === null) {
    return [{ path: place.path, reason: fault, cure: '' }];
  }
  return parts.flatMap((part) =>
    part.part === 'text' ? [] : placeholderMistakes(part.name, place),
  );
}

function placeholderMistakes(name: PlaceholderName, place: Place): ProfileMistake[] {
  const { path, allowed, profile } = place;
  if (!allowed.includes(name)) {
    const cure = `use ${allowed.map((each) => `{${each}}`).join(' ')}`;
    return [{ path, reason: `{${name}} is not known here`, cure }];
  }
  if (name === 'up' && profile.fifos.up === undefined) {
    const cure = 'name that FIFO in fifos.up, or use {down}';
    return [{ path, reason: '{up} has no FIFO', cure }];
  }
  if (name === 'ack' && !(profile.ack ?? []).some(saves)) {
    const cure = 'add save: ack to the field of ack that is meant';
    return [{ path, reason: '{ack} is never saved', cure }];
  }
  return [];
}

function numberMistakes(
  value: Template,
  { kind, ...place }: Place & { kind: IntegerKind },
): ProfileMistake[] {
  if (/^[+-]?\d{1,20}$/.test(value)) {
    const bits = kind === 'i16' ? 16 : kind.endsWith('32') ? 32 : 64;
    const wrapped = kind.startsWith('i') ? BigInt.asIntN : BigInt.asUintN;
    const isInRange = wrapped(bits, BigInt(value)) === BigInt(value);
    const reason = `${value} is no ${kind}`;
    const cure = 'write a smaller number, or choose a wider kind';
    return isInRange ? [] : [{ path: place.path, reason, cure }];
  }
  const { parts, fault } = splitTemplate(value);
  const [part, ...more] = parts ?? [];
  if (fault !== null || part?.part !== 'placeholder' || more.length > 0) {
    const cure = 'write a number, or one placeholder such as {id} or {ack+1}';
    return [{ path: place.path, reason: fault ?? `'${value}' is no number`, cure }];
  }
  const isText = ['name', 'down', 'up', 'payload'].includes(part.name);
  const cure = 'use {id} {pid} {seq} {payloadBytes} or {ack}';
  const reason = `{${part.name}} is no number`;
  return isText ? [{ path: place.path, reason, cure }] : placeholderMistakes(part.name, place);
}

function fitMistakes(
  template: Template,
  place: { path: string; toBytes: number | undefined; nulBytes: number; profile: Profile },
): ProfileMistake[] {
  const longestBytes = longestTextBytes(template, place.profile) + place.nulBytes;
  if (place.toBytes === undefined || longestBytes <= place.toBytes) {
    return [];
  }
  const reason = `the text can become ${longestBytes} bytes long, more than ${place.toBytes}`;
  return [{ path: place.path, reason, cure: 'shorten the text, or raise bytes' }];
}

function saveMistakes({ ack, operation }: Profile): ProfileMistake[] {
  const inReply = (operation.reply ?? []).findIndex(saves);
  const path = `operation.reply[${inReply}].save`;
  const reason = 'only the acknowledgement is remembered';
  const late = inReply < 0 ? [] : [{ path, reason, cure: 'leave it out' }];
  const several = (ack ?? []).filter(saves).length > 1;
  const twice = { path: 'ack', reason: 'save: ack stands at two fields', cure: 'keep one' };
  return several ? [...late, twice] : late;
}
