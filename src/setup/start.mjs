// `npm start`: sets up what is missing, then compares the built-in servers under the default
// scenario. Arguments after `npm start --` are added to the comparison.

import { report, setUp } from './setup.mjs';

const firstLook = [
  'compare',
  ...['basic', 'forking', 'forking-unlink-first'],
  ...['--scenario', 'default'],
  ...['--fail-on', 'none'],
  '--report',
];

await report(async () => {
  await setUp();
  const program = new URL('../../dist/src/cli/main.js', import.meta.url);
  const { main } = await import(program.href);
  process.exitCode = await main([...firstLook, ...process.argv.slice(2)]);
});
