// How the example servers speak, one profile each.

import type {
  InField,
  OutField,
  Profile,
  ProfileOperation,
  Transform,
} from '../../src/profile/profile.ts';
import { seedProfile } from '../../src/profile/seed.ts';

const padded = (text: string, byteCount: number): OutField[] => [{ text, bytes: byteCount }];

/** A profile like those of students: ten bytes of a name, and a buffer each way. */
function textProfile(name: string, changes: Partial<Profile>): Profile {
  return {
    ...{ profile: 1, name, server: { cwd: 'temp', model: 'basic' } },
    wkp: { path: 'mario', lifecycle: 'recreate', hold: 'session' },
    fifos: { down: '{id}', nameMaxBytes: 9 },
    channels: { up: 'wkp-session', down: 'session' },
    connect: padded('{down}', 10),
    ack: [{ bytes: 10, expect: 'welcome' }],
    response: padded('welcome', 10),
    operation: buffers({ transform: 'upper' }),
    ...changes,
  };
}

/** Requests and replies of 1000 bytes. */
function buffers(check: { transform: Transform }): ProfileOperation {
  return {
    ...{ pattern: 'request-reply', request: padded('{payload}', 1_000) },
    ...{ reply: [{ bytes: 1_000 }], check, trim: 'payload' },
  };
}

/** A profile like those of textbooks: one pipe that stays, a FIFO opened anew for each reply. */
function textbookProfile(
  name: string,
  { pipe, request, reply }: { pipe: string; request: OutField[]; reply: InField[] },
): Profile {
  return {
    ...{ profile: 1, name, server: { cwd: 'temp', model: 'iterative' } },
    wkp: { path: pipe, lifecycle: 'permanent', hold: 'message' },
    fifos: { down: `${pipe}.{id}`, nameMaxBytes: 100 },
    channels: { up: 'wkp-shared', down: 'per-reply' },
    ...{ connect: null, ack: null, response: null },
    operation: { pattern: 'request-reply', request, reply, check: 'none' },
  };
}

const forking = { cwd: 'temp', model: 'forking' } as const;

const untilEnd: InField[] = [{ until: 'eof' }];

/** Those that differ from `textProfile`, by the name of their server. */
const others: Readonly<Record<string, (name: string, pipe: string) => Profile>> = {
  model: () => ({ ...seedProfile, server: forking }),
  successor_fork: (name) =>
    textProfile(name, {
      server: forking,
      ack: [{ decimal: 10, save: 'ack' }],
      response: padded('{ack+1}', 10),
      operation: buffers({ transform: 'rot13' }),
    }),
  binary_number: (name) =>
    textProfile(name, {
      server: forking,
      wkp: { path: 'server.fifo', lifecycle: 'recreate', hold: 'session' },
      fifos: { down: '{id}.fifo', nameMaxBytes: 31 },
      connect: [{ int: 'i32', value: '{id}' }],
      ack: [{ int: 'i32', save: 'ack' }],
      response: [{ int: 'i32', value: '{ack+1}' }],
      operation: { pattern: 'push', reply: [{ int: 'i32' }] },
    }),
  name_echo: (name) =>
    textProfile(name, {
      wkp: { path: 'luigi', lifecycle: 'recreate', hold: 'session' },
      ack: [{ bytes: 10, expect: '{down}' }],
      response: padded('{down}', 10),
      operation: {
        ...{ pattern: 'request-reply', request: padded('{payload}', 256) },
        ...{ reply: [{ bytes: '{payloadBytes}' }], check: { transform: 'upper' } },
      },
    }),
  late_unlink: (name) =>
    textProfile(name, {
      server: forking,
      wkp: { path: 'WELL', lifecycle: 'recreate', hold: 'session' },
      ack: [{ bytes: 10, expect: 'hello' }],
      response: null,
      operation: buffers({ transform: 'identity' }),
    }),
  magic_length: (name) =>
    textProfile(name, {
      wkp: { path: 'server_pipe', lifecycle: 'recreate', hold: 'session' },
      fifos: { down: 'client_{id}', nameMaxBytes: 255 },
      connect: [{ hex: 'c0def1f0' }, { text: '{down}' }],
      ack: [{ bytes: 4, expect: 'OKAY' }, { bytes: 32 }],
      response: null,
      operation: {
        ...{ pattern: 'request-reply', request: [{ text: '{payload}', lengthPrefix: 'u64' }] },
        ...{ reply: [{ lengthPrefix: 'u64' }], check: { transform: 'identity' } },
      },
    }),
  sequence_numbers: (name, pipe) =>
    textbookProfile(name, {
      pipe,
      request: [
        { int: 'i32', value: '{id}' },
        { int: 'i32', value: '1' },
      ],
      reply: [{ int: 'i32' }],
    }),
  send_file: (name, pipe) =>
    textbookProfile(name, { pipe, request: [{ text: '{id} {payload}\n' }], reply: untilEnd }),
  greeting: (name, pipe) =>
    textbookProfile(name, { pipe, request: [{ text: '{down} {payload}\n' }], reply: untilEnd }),
  two_pipes: (name, pipe) =>
    textProfile(name, {
      server: forking,
      wkp: { path: pipe, lifecycle: 'permanent', hold: 'session' },
      fifos: { down: `${pipe}.{id}.down`, up: `${pipe}.{id}.up`, nameMaxBytes: 2_047 },
      channels: { up: 'fifo', down: 'session' },
      connect: [...padded('{up}', 2_048), ...padded('{down}', 2_048)],
      ...{ ack: null, response: null },
      operation: {
        ...{ pattern: 'request-reply', request: [{ text: '{payload}' }] },
        ...{ reply: [{ bytes: '{payloadBytes}' }], check: { transform: 'upper' } },
      },
    }),
};

/** The profile of an example server whose pipe is at `pipe`. */
export function exampleProfile(name: string, pipe: string): Profile {
  return others[name]?.(name, pipe) ?? textProfile(name, {});
}
