// Reads a profile from YAML or JSON text, and says everything that is wrong with it. It never opens
// a file: the caller brings the text.

import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Profile } from './profile.ts';
import { fieldPath, mistakenProfile, type ProfileMistake } from './profile-mistake.ts';
import { ruleMistakes } from './profile-rules.ts';
import { profileFieldNames, profileSchema } from './profile-schema.ts';

/** A profile, or what is wrong with it. */
export type ExaminedProfile =
  | { readonly profile: Profile; readonly mistakes: readonly [] }
  | { readonly profile: null; readonly mistakes: readonly ProfileMistake[] };

/**
 * Reads a profile. `sourceName` is what the error calls the text, as a rule the file's path.
 * Throws a FifobenchError of code `invalid-profile` naming source, field, reason and remedy of the
 * first mistake.
 */
export function parseProfile(text: string, sourceName: string): Profile {
  const { profile, mistakes } = examineProfile(text);
  if (profile === null) {
    throw mistakenProfile(mistakes, sourceName);
  }
  return profile;
}

/** Reads a profile, or lists all mistakes: of the text, else of the shape, else of its sense. */
export function examineProfile(text: string): ExaminedProfile {
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const [reason = ''] = fault.message.split('\n');
    const cure = 'mend the YAML there';
    return refuse([{ path: '', reason: reason.replace(/:$/, ''), cure }]);
  }
  return checkProfile(document.toJS() as unknown);
}

/** The same for a value that has been read already. */
export function checkProfile(value: unknown): ExaminedProfile {
  if (value === null || value === undefined) {
    const cure = 'fifobench profile init writes one to start from';
    return refuse([{ path: '', reason: 'there is nothing in it', cure }]);
  }
  const outcome = profileSchema.safeParse(value);
  if (!outcome.success) {
    return refuse(outcome.error.issues.flatMap((issue) => shapeMistakes(issue, [])));
  }
  const mistakes = ruleMistakes(outcome.data);
  return mistakes.length === 0 ? { profile: outcome.data, mistakes: [] } : refuse(mistakes);
}

function refuse(mistakes: readonly ProfileMistake[]): ExaminedProfile {
  return { profile: null, mistakes };
}

type Issue = z.core.$ZodIssue;

function shapeMistakes(issue: Issue, parents: readonly PropertyKey[]): ProfileMistake[] {
  const at = [...parents, ...issue.path];
  const path = fieldPath(at);
  switch (issue.code) {
    case 'invalid_union':
      return closestShape(issue.errors).flatMap((inner) => shapeMistakes(inner, at));
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: fieldPath([...at, key]),
        reason: 'there is no such field here',
        cure: similarField(key),
      }));
    case 'invalid_value':
      return [{ path, reason: `must be ${issue.values.map(String).join(' or ')}`, cure: '' }];
    case 'invalid_type':
      return issue.input === undefined && issue.message.includes('undefined')
        ? [{ path, reason: 'is missing', cure: `write ${article(issue.expected)}` }]
        : [{ path, reason: `is no ${issue.expected}`, cure: `write ${article(issue.expected)}` }];
    default:
      return [{ path, reason: issue.message, cure: '' }];
  }
}

/** Of the shapes that a field may have, the one that it is nearest to. */
function closestShape(shapes: readonly (readonly Issue[])[]): readonly Issue[] {
  const distance = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => {
      const isOther = issue.code === 'invalid_type' && issue.path.length === 0;
      return sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : isOther ? 10 : 1);
    }, 0);
  return [...shapes].sort((left, right) => distance(left) - distance(right))[0] ?? [];
}

function article(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    ...{ object: 'fields', record: 'fields', array: 'a list', string: 'a text (with quotes)' },
    ...{ int: 'a whole number', number: 'a number', boolean: 'true or false' },
  };
  return names[expected] ?? expected;
}

function similarField(key: string): string {
  const [nearest] = profileFieldNames()
    .map((name) => ({ name, letterCount: editDistance(key, name) }))
    .sort((left, right) => left.letterCount - right.letterCount);
  const isLikely = nearest !== undefined && 2 * nearest.letterCount < key.length;
  return isLikely ? `is ${nearest.name} meant?` : 'remove it';
}

/** How many letters must be changed, added or taken away to make one word of the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from.toLowerCase()].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to.toLowerCase()].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
