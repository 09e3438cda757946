// The style of this project as a test: every rule over every file, so that nobody has to remember
// them. A failure says file, line, what is wrong and the cure.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe as group, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findFunctions } from './support/tidy/functions.ts';
import { rules } from './support/tidy/rules.ts';
import { describeFinding, isCode, type SourceFile } from './support/tidy/source-file.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const skipped = ['node_modules', 'build', 'dist', '.git', 'results/runs'];
const textName =
  /(?:\.(?:ts|mjs|cc|h|c|py|gyp|json|ya?ml|md|sh|txt)|\/run|^LICENSE|^\.npmrc|^\.gitignore)$/;

group('tidiness', () => {
  const files = textFilesUnder('');

  test('finds the sources', () => {
    assert.ok(files.filter(isCode).length > 100);
  });

  for (const [claim, rule] of rules) {
    test(claim, () => {
      const findings = rule(files).map(describeFinding);
      assert.ok(findings.length === 0, `\n${findings.join('\n')}`);
    });
  }

  test('says how the sizes are spread', (context) => {
    const functions = findFunctions(files.filter(isCode)).filter((found) => !found.isTestGroup);
    const functionLineCounts = functions.map(({ lineCount }) => lineCount);
    const fileLineCounts = files
      .filter(isCode)
      .map(({ text }) => text.trimEnd().split('\n').length);
    context.diagnostic(`lines of a function: ${spread(functionLineCounts)}`);
    context.diagnostic(`lines of a file: ${spread(fileLineCounts)}`);
    assert.ok(functionLineCounts.length > 0);
  });
});

function textFilesUnder(directory: string): SourceFile[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
    if (skipped.includes(path)) {
      return [];
    }
    if (entry.isDirectory()) {
      return textFilesUnder(path);
    }
    const isText = entry.isFile() && textName.test(path);
    return isText ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}

function spread(counts: readonly number[]): string {
  const sorted = [...counts].sort((left, right) => left - right);
  const at = (ratio: number) => sorted[Math.floor(ratio * (sorted.length - 1))];
  return `median ${at(0.5)}, p90 ${at(0.9)}, longest ${at(1)}, of ${sorted.length}`;
}
