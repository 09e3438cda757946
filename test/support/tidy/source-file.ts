// What the tidy rules take and give: files as text, and findings that name the place, the fault and
// the cure. No rule reads the disk, so that each can be tested on a few invented lines.

import { blank } from './blank.ts';

/** One file of the project, its path from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A broken rule at one place; `line` counts from 1. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly cure: string;
}

/** One rule: every finding in these files, none when they are tidy. */
export type Rule = (files: readonly SourceFile[]) => Finding[];

/** `file:line: what: cure` */
export function describeFinding({ path, line, what, cure }: Finding): string {
  return `${path}:${line}: ${what}: ${cure}`;
}

/** Where a position of a text is, as a line number that counts from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Whether the file holds code: of this project's own languages, or an example server. */
export function isCode({ path }: SourceFile): boolean {
  return /\.(ts|mjs|cc|h|c|py)$/.test(path) || /^test\/servers\/.*\.sh$/.test(path);
}

/** Whether the file holds TypeScript, or the JavaScript of setup. */
export function isScript({ path }: SourceFile): boolean {
  return /\.(ts|mjs)$/.test(path);
}

/** Whether the file holds C++, or the C of an example server. */
export function isNative({ path }: SourceFile): boolean {
  return /\.(cc|h|c)$/.test(path);
}

/** Whether the file is one of the example servers. */
export function isExampleServer({ path }: SourceFile): boolean {
  return path.startsWith('test/servers/');
}

/** The text with comments and the contents of strings blanked; positions stay. */
export function codeOf(file: SourceFile): string {
  return blank(file.text, { isNative: isNative(file), keepsStrings: false });
}

/** The text with comments blanked but strings kept; positions stay. */
export function uncommented(file: SourceFile): string {
  return blank(file.text, { isNative: isNative(file), keepsStrings: true });
}

/** A finding for each match of a pattern in one form of each file. */
export function findMatches(
  files: readonly SourceFile[],
  pattern: RegExp,
  { form, what, cure }: { form: (file: SourceFile) => string } & Pick<Finding, 'what' | 'cure'>,
): Finding[] {
  return files.flatMap((file) => {
    const text = form(file);
    return [...text.matchAll(pattern)].map((match) => ({
      path: file.path,
      line: lineAt(text, match.index + match[0].search(/\S|$/)),
      what: what.replace('%', match[0].trim()),
      cure,
    }));
  });
}
