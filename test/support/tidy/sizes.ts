// Sizes that fit the eye: functions, files and lines, in every language of the project.

import { findFunctions } from './functions.ts';
import { type Finding, isCode, type SourceFile } from './source-file.ts';

/** The most lines of a function, from its head to its closing brace. */
export const functionLineMax = 70;
/** The most lines of a file. */
export const fileLineMax = 400;
/** The most characters of a line. */
export const lineCharacterMax = 100;

/** No function is longer than 70 lines; a group of tests is not counted as one. */
export function functionsFitTheEye(files: readonly SourceFile[]): Finding[] {
  return findFunctions(files.filter(isCode))
    .filter(({ lineCount, isTestGroup }) => lineCount > functionLineMax && !isTestGroup)
    .map(({ path, line, lineCount }) => ({
      path,
      line,
      what: `a function of ${lineCount} lines`,
      cure: `split it; ${functionLineMax} at most`,
    }));
}

/** No file is longer than 400 lines. */
export function filesHoldOneIdea(files: readonly SourceFile[]): Finding[] {
  return files
    .filter(isCode)
    .map(({ path, text }) => ({ path, lineCount: text.trimEnd().split('\n').length }))
    .filter(({ lineCount }) => lineCount > fileLineMax)
    .map(({ path, lineCount }) => ({
      path,
      line: lineCount,
      what: `a file of ${lineCount} lines`,
      cure: `split it by what it offers; ${fileLineMax} at most`,
    }));
}

/** No line is longer than 100 characters. */
export function linesFitTheScreen(files: readonly SourceFile[]): Finding[] {
  return files.filter(isCode).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const characterCount = [...line].length;
      const what = `a line of ${characterCount} characters`;
      const cure = `break it; ${lineCharacterMax} at most`;
      return characterCount > lineCharacterMax ? [{ path, line: index + 1, what, cure }] : [];
    }),
  );
}
