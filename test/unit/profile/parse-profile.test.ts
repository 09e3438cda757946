// Profiles as people write them: what is right is read as it stands, what is wrong is named with
// its place, its reason and what would mend it.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { findProfile, profiles } from '../../../bench/profile-index.ts';
import { describe as describeError } from '../../../src/errors.ts';
import { formatProfile } from '../../../src/profile/format-profile.ts';
import { checkProfile, examineProfile, parseProfile } from '../../../src/profile/parse-profile.ts';
import { profileDraftText } from '../../../src/profile/profile-draft.ts';
import { describeMistake } from '../../../src/profile/profile-mistake.ts';
import { profileJsonSchemaText } from '../../../src/profile/profile-schema.ts';
import { projectDirectory } from '../../support/project-directory.ts';

test('every built-in profile survives YAML and JSON, and breaks no rule', () => {
  for (const profile of profiles) {
    assert.deepEqual(parseProfile(stringify(profile), profile.name), profile);
    assert.deepEqual(parseProfile(JSON.stringify(profile), profile.name), profile);
    assert.deepEqual(parseProfile(formatProfile(profile), profile.name), profile);
  }
});

test('the draft is a profile that is in order as it stands', () => {
  assert.equal(parseProfile(profileDraftText, 'draft').name, 'my-server');
});

test('a line feed is shown as such', () => {
  const line = findProfile('textbook-line');
  assert.ok(line);
  assert.match(formatProfile(line), /\{payload\}\\n"/);
});

test('the names of built-in profiles differ', () => {
  assert.equal(new Set(profiles.map(({ name }) => name)).size, profiles.length);
});

test('docs/profile.schema.json is what the code makes (UPDATE_GOLDEN=1 writes it)', () => {
  const path = join(projectDirectory(), 'docs', 'profile.schema.json');
  if (process.env.UPDATE_GOLDEN === '1') {
    writeFileSync(path, profileJsonSchemaText());
  }
  assert.equal(readFileSync(path, 'utf8'), profileJsonSchemaText());
});

test('the error names source, field, reason and remedy of the first mistake', () => {
  const text = stringify({ ...findProfile('text10'), fifos: { down: 'x', nameMaxBytes: 'nine' } });
  assert.throws(
    () => parseProfile(text, 'mine.yaml'),
    (error) =>
      describeError(error) === 'mine.yaml: fifos.nameMaxBytes: is no number; write a number',
  );
});

test('text that is no YAML is refused with its line', () => {
  const { mistakes } = examineProfile('profile: 1\nname: [a\n');
  assert.match(mistakes.map(describeMistake).join(), /line \d+.*mend the YAML/);
});

test('an empty text is refused with what would write one', () => {
  const { mistakes } = examineProfile('# nothing\n');
  assert.match(mistakes.map(describeMistake).join(), /nothing in it; .*profile init/);
});

/** A change at a path of a profile that is right. */
type Change = readonly [path: string, value: unknown];

const rows: [string, string, Change[], RegExp][] = [
  ['an unknown field', 'text10', [['wkp.life', 1]], /^wkp\.life: there is no such field/],
  ['a slip of the pen', 'text10', [['wkp.lifecycel', 'once']], /is lifecycle meant\?/],
  ['a missing field', 'text10', [['fifos.down', undefined]], /^fifos\.down: is missing/],
  ['a word that is none of the words', 'text10', [['wkp.hold', 'x']], /must be session or mess/],
  ['another version', 'text10', [['profile', 2]], /^profile: must be 1/],
  ['a field of no kind', 'text10', [['connect', [{ txt: 'a' }]]], /^connect\[0\]\.text: is miss/],
  ['an empty message', 'text10', [['connect', []]], /^connect: at least one field/],
  ['odd hex', 'text10', [['connect', [{ text: '{id}' }, { hex: 'abc' }]]], /pairs of hexadec/],
  ['an unknown placeholder', 'text10', [['connect.0.text', '{nam}']], /unknown placeholder \{nam/],
  ['a lone brace', 'text10', [['connect.0.text', '{id']], /a lone '\{'; write '\{\{'/],
  ['an addend to a name', 'text10', [['connect.0.text', '{name+1}']], /nothing can be added/],
  ['a payload too early', 'text10', [['connect.0.text', '{payload}']], /is not known here/],
  ['{ack} that nobody saved', 'text10', [['ack', [{ bytes: 10 }]]], /\{ack\} is never saved/],
  ['{up} without such a FIFO', 'text10', [['connect.0.text', '{up}']], /\{up\} has no FIFO/],
  [
    'a name that is too long',
    'text10',
    [['fifos.down', 'client-{id}']],
    /^fifos\.down: becomes 14 bytes long, and the server reads 9/,
  ],
  ['one name for all', 'text10', [['fifos.down', 'mine']], /^fifos\.down: is the same for all/],
  [
    'a text that bursts its field',
    'text10',
    [['connect.0.bytes', 6]],
    /^connect\[0\]: the text can become 7 bytes long, more than 6/,
  ],
  ['a way out of the directory', 'text10', [['wkp.path', '../mario']], /leads out of the server/],
  ['a relative directory', 'text10', [['server.cwd', 'there']], /^server\.cwd: is relative/],
  ['an own FIFO without a name', 'text10', [['channels.up', 'fifo']], /^fifos\.up: is missing/],
  ['a name without an own FIFO', 'text10', [['fifos.up', '{id}u']], /^channels\.up: is wkp-sess/],
  [
    'a pipe of one that is never removed',
    'text10',
    [
      ['wkp.lifecycle', 'permanent'],
      ['wkp.gate', 'none'],
    ],
    /^channels\.up: a permanent pipe is never one client's own/,
  ],
  ['a shared pipe that is removed', 'text10', [['channels.up', 'wkp-shared']], /shared by none/],
  ['a pipe that is gone', 'text10', [['wkp.hold', 'message']], /^wkp\.hold: the pipe is gone/],
  ['a gate that never opens', 'script', [['wkp.gate', 'until-unlinked']], /is not removed for a/],
  ['a gate without ack', 'script', [['wkp.gate', 'until-ack']], /acknowledgement that never comes/],
  [
    'unlinking after no ack',
    'script',
    [['fifos.unlink.at', 'after-ack']],
    /^fifos\.unlink\.at: there is no acknowledgement/,
  ],
  ['unlinking too early', 'script', [['fifos.unlink.at', 'after-open']], /opens the FIFO again/],
  [
    'a response to nothing',
    'script',
    [['response', [{ text: 'x' }]]],
    /^response: there is no acknowledgement to respond to/,
  ],
  ['nobody is introduced', 'text10', [['connect', [{ text: 'hi' }]]], /nothing tells the server/],
  ['a missing reply', 'text10', [['operation.reply', undefined]], /^operation\.reply: is missing/],
  [
    'a request that is not for it',
    'text10',
    [['operation.pattern', 'push']],
    /^operation\.request: has no place in the pattern push/,
  ],
  [
    'nothing to check',
    'text10',
    [['operation.reply', [{ bytes: 4, expect: 'done' }]]],
    /^operation\.check: the fields of the reply leave nothing to check/,
  ],
  ['trimming for nothing', 'text10', [['operation.check', 'none']], /^operation\.trim: nothing is/],
  [
    'a transform of no payload',
    'text10',
    [
      ['operation.check', { transform: 'upper' }],
      ['operation.request', [{ text: 'now' }]],
    ],
    /holds no \{payload\}/,
  ],
  ['an end in the middle', 'script', [['channels.down', 'session']], /one operation is the last/],
  [
    'a field after the end',
    'script',
    [['operation.reply', [{ until: 'eof' }, { bytes: 1 }]]],
    /nothing can follow the end/,
  ],
  ['a save too late', 'script', [['operation.reply', [{ bytes: 1, save: 'ack' }]]], /only the ack/],
  ['a number that is too large', 'text10', [['connect', int('i16', '70000')]], /70000 is no i16/],
  ['a number that is text', 'text10', [['connect', int('i32', '{name}')]], /\{name\} is no number/],
  ['a message beyond a pipe', 'text10', [['connect.0.bytes', 5000]], /5000 bytes are more than a/],
];

function int(kind: string, value: string) {
  return [{ text: '{name}' }, { int: kind, value }];
}

function changed(name: string, changes: readonly Change[]): unknown {
  const profile = structuredClone(findProfile(name)) as unknown as Record<string, unknown>;
  for (const [path, value] of changes) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce((at, key) => at[key] as Record<string, unknown>, profile);
    if (value === undefined) {
      delete holder[last];
    } else {
      holder[last] = value;
    }
  }
  return profile;
}

describe('mistakes', () => {
  for (const [claim, name, changes, wanted] of rows) {
    test(claim, () => {
      const said = checkProfile(changed(name, changes)).mistakes.map(describeMistake);
      assert.ok(
        said.some((line) => wanted.test(line)),
        `none of: ${said.join(' | ')}`,
      );
    });
  }
});
