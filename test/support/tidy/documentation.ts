// Comments that must be there: each file opens with what it is, and each export says what it means.

import { codeOf, type Finding, isCode, isScript, lineAt, type SourceFile } from './source-file.ts';

/** The least share of exports that are documented. */
const documentedRatioMin = 0.98;

const exportPattern =
  /^export (?:async |abstract )?(?:function\*?|const|let|class|interface|type|enum)(?= [\w$])/gm;

/** Every file of code opens with a comment, behind at most a line that starts with #!. */
export function filesOpenWithAComment(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => isCode(file) && !/^(?:#!.*\n)?(?:\/\/|\/\*|# )/.test(file.text))
    .map(({ path }) => ({
      path,
      line: 1,
      what: 'the file does not open with a comment',
      cure: 'say in one to four sentences what it is, what it keeps and what it does not do',
    }));
}

/** At least 98 % of the exports of these files have a doc comment directly before them. */
export function exportsAreDocumented(files: readonly SourceFile[]): Finding[] {
  const found = files.filter((file) => isScript(file) && !file.path.startsWith('test/'));
  const exports = found.flatMap(exportsIn);
  const bare = exports.filter(({ isDocumented }) => !isDocumented);
  const isEnough = exports.length - bare.length >= documentedRatioMin * exports.length;
  return isEnough ? [] : bare.map(({ finding }) => finding);
}

function exportsIn(file: SourceFile): { isDocumented: boolean; finding: Finding }[] {
  const code = codeOf(file);
  return [...code.matchAll(exportPattern)].map((match) => ({
    isDocumented: /\*\/\s*$/.test(file.text.slice(0, match.index)),
    finding: {
      path: file.path,
      line: lineAt(code, match.index),
      what: 'an export without a doc comment',
      cure: 'say its meaning, units and ranges, the empty case and what it throws',
    },
  }));
}
