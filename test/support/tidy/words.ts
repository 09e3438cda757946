// Words that do not belong: any as a type, notes of work undone, rooms named after a kind of code,
// default exports, and paths or hosts of somebody's machine.

import { posix } from 'node:path';
import {
  codeOf,
  type Finding,
  findMatches,
  isCode,
  isExampleServer,
  isNative,
  isScript,
  type SourceFile,
} from './source-file.ts';

/** `any` is never a type. */
export function nothingIsAny(files: readonly SourceFile[]): Finding[] {
  const what = 'the type any';
  const cure = 'use unknown and narrow it, or name the type';
  const pattern = /(?:[:<|&,(]\s*|\bas\s+|=>\s*)any\b(?!\s*[(:=?]|['"])|\bany\[\]/g;
  return findMatches(files.filter(isTypeScript), pattern, { form: codeOf, what, cure });
}

/** Nothing is left to be done later. */
export function nothingIsLeftUndone(files: readonly SourceFile[]): Finding[] {
  const what = 'a note of work undone';
  const cure = 'do it now, or open an issue';
  const marks = [`TO${'DO'}`, `FIX${'ME'}`, `XX${'X'}`, `HA${'CK'}`];
  const pattern = new RegExp(`\\b(?:${marks.join('|')})\\b`, 'g');
  return findMatches(files.filter(isCode), pattern, { form: ({ text }) => text, what, cure });
}

/** A file is named after the one thing it offers: kebab-case.ts, snake_case.cc. */
export function filesAreNamedAfterThings(files: readonly SourceFile[]): Finding[] {
  return files.filter(isCode).flatMap((file) => {
    const name = posix.basename(file.path).replace(/(?:\.test|\.fuzz|\.d)?\.\w+$/, '');
    const path = file.path;
    const isSnake = isNative(file) || isExampleServer(file);
    const shape = isSnake ? /^[a-z0-9]+(?:_[a-z0-9]+)*$/ : /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
    const style = isSnake ? 'snake_case' : 'kebab-case';
    const shapeless = { path, line: 1, what: `the name is not ${style}`, cure: 'rename it' };
    const cure = 'name it after the one thing it offers';
    const vague = { path, line: 1, what: 'the name says nothing', cure };
    const isVague = /(?:^|[-_])(?:utils?|helpers?|common|misc|managers?)(?:$|[-_])/.test(name);
    return [...(shape.test(name) ? [] : [shapeless]), ...(isVague ? [vague] : [])];
  });
}

/** Exports have names. */
export function exportsHaveNames(files: readonly SourceFile[]): Finding[] {
  const what = 'a default export';
  const cure = 'export it by name';
  const pattern = /^export default\b|\bas default\b/gm;
  return findMatches(files.filter(isScript), pattern, { form: codeOf, what, cure });
}

/** No file names a directory or a package registry of the machine that it was written on. */
export function noMachineIsNamed(files: readonly SourceFile[]): Finding[] {
  const what = 'a path or host of one machine (%)';
  const cure = 'use a path relative to the project, or none';
  const homes = ['root', 'work', 'Users'].join('|');
  const hosts = ['registry', 'artifactory', 'nexus', 'verdaccio', 'jfrog', 'mirror'].join('|');
  const pattern = new RegExp(
    `(?<![\\w.~*})-])/(?:${homes})/[\\w.-]+|\\bhttps?://[\\w.:-]*(?:${hosts})[\\w.:/-]*`,
    'g',
  );
  return findMatches(files, pattern, { form: ({ text }) => text, what, cure });
}

function isTypeScript({ path }: SourceFile): boolean {
  return path.endsWith('.ts');
}
