#!/usr/bin/env node
// The command `fifobench`: hands over to the program in dist/, or says what to run where that or
// the addon has not been built.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const project = new URL('../../', import.meta.url);
const program = new URL('dist/src/cli/main.js', project);
const addon = new URL('build/Release/fifobench.node', project);
const dependencies = new URL('node_modules', project);

const isInstalledPackage = fileURLToPath(project).includes('/node_modules/');
const isBuilt = existsSync(program) && existsSync(addon);

if (isBuilt && (isInstalledPackage || existsSync(dependencies))) {
  const { main } = await import(program.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const directory = fileURLToPath(project).replace(/\/$/, '');
  process.stderr.write(
    `fifobench: not built yet: run npm start or npm run build in ${directory}\n`,
  );
  process.exitCode = 2;
}
