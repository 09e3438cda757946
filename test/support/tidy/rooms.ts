// Rooms and arrows: an import goes to a room on a lower level or stays in its own room. Imports of
// types count. src/setup runs before there is anything to import, so it imports nothing of ours.

import { posix } from 'node:path';
import { type Finding, isScript, lineAt, type SourceFile, uncommented } from './source-file.ts';

/**
 * The level of each room; `index` is src/index.ts, what a program that imports us sees. Parsing a
 * unit may fail with a named error, so `errors` lies below `units`.
 */
export const levels: Readonly<Record<string, number>> = {
  ...{ index: 6, cli: 5, library: 5 },
  ...{ runner: 4, check: 4, report: 4, bench: 4, recognize: 4 },
  ...{ target: 3, environment: 3, store: 3, compare: 3, workers: 3 },
  ...{ model: 2, engine: 2 },
  ...{ stats: 1, profile: 1 },
  ...{ units: 0, errors: -1 },
};

/** One import, re-export or dynamic import of a file of this project. */
export interface FoundImport {
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

const importPattern = /(?:\bfrom|\bimport|\bimport\s*\()\s*(['"])(\.{1,2}\/[^'"]+)\1/g;

/** The imports between files of the project, by relative paths. */
export function findImports(files: readonly SourceFile[]): FoundImport[] {
  return files.filter(isScript).flatMap((file) => {
    const text = uncommented(file);
    return [...text.matchAll(importPattern)].map((match) => ({
      from: file.path,
      to: posix.join(posix.dirname(file.path), match[2] ?? ''),
      line: lineAt(text, match.index),
    }));
  });
}

/** The room that a path lies in; undefined outside of src, workers and bench. */
export function roomOf(path: string): string | undefined {
  const [top = '', second = ''] = path.split('/');
  if (top === 'workers' || top === 'bench') {
    return top;
  }
  return top === 'src' ? second.replace(/\.\w+$/, '') : undefined;
}

/** Imports follow the arrows of ARCHITECTURE.md. Tests may import anything. */
export function importsFollowTheArrows(files: readonly SourceFile[]): Finding[] {
  const rooms = files.filter(({ path }) => roomOf(path) !== undefined);
  return findImports(rooms).flatMap(({ from, to, line }) => {
    const [room = '', target] = [roomOf(from), roomOf(to)];
    const what = `${room} imports ${target ?? to}`;
    const cure = 'import only from a lower level or the same room, see ARCHITECTURE.md';
    return room === target || isBelow(target, room) ? [] : [{ path: from, line, what, cure }];
  });
}

/** Every file of src, workers and bench lies in a room that has a level. */
export function everyRoomHasALevel(files: readonly SourceFile[]): Finding[] {
  return files.filter(isScript).flatMap(({ path }) => {
    const room = roomOf(path);
    const isKnown = room === undefined || room === 'setup' || room in levels;
    const what = `the room ${room} has no level`;
    const cure = 'add it to ARCHITECTURE.md and test/support/tidy/rooms.ts, or use a room there is';
    return isKnown ? [] : [{ path, line: 1, what, cure }];
  });
}

function isBelow(target: string | undefined, room: string): boolean {
  const [targetLevel, roomLevel] = [levels[target ?? ''], levels[room]];
  return targetLevel !== undefined && roomLevel !== undefined && targetLevel < roomLevel;
}
