// What only some rooms may do: pure rooms compute and nothing else, one room names the addon, one
// uses results/, one prints and exits, and workers touch neither terminal nor disk.

import { roomOf } from './rooms.ts';
import {
  codeOf,
  type Finding,
  findMatches,
  isScript,
  type SourceFile,
  uncommented,
} from './source-file.ts';

const pureRooms = ['units', 'errors', 'stats', 'profile', 'model', 'compare', 'report'];

const impureModule =
  /['"](?:node:)?(?:fs|child_process|worker_threads|process|os|net|timers|perf_hooks)\b[\w/]*['"]/g;
const impureCode = new RegExp(
  [
    ...['\\bconsole\\b', '\\bDate\\.now\\b', '\\bnew Date\\(\\)', '\\bperformance\\.'],
    ...['(?<![#.\\w])process\\.', '\\bMath\\.random\\b', '\\bset(?:Timeout|Interval|Immediate)\\b'],
  ].join('|'),
  'g',
);

/** Pure rooms mention no disk, process, thread, clock, console or unseeded randomness. */
export function pureRoomsStayPure(files: readonly SourceFile[]): Finding[] {
  const pure = inRooms(files, (room) => pureRooms.includes(room));
  const what = 'a pure room mentions %';
  const cure = 'take the value as a parameter from runner or cli';
  return [
    ...findMatches(pure, impureModule, { form: uncommented, what, cure }),
    ...findMatches(pure, impureCode, { form: codeOf, what, cure }),
  ];
}

/** Only src/engine names the addon. */
export function onlyEngineNamesTheAddon(files: readonly SourceFile[]): Finding[] {
  const others = inRooms(files, (room) => !['engine', 'setup'].includes(room));
  const what = 'the addon is named outside src/engine';
  const cure = 'call the functions of src/engine';
  return findMatches(others, /['"`]#native['"`]|\.node['"`]/g, { form: uncommented, what, cure });
}

/** Only src/store uses results/. */
export function onlyStoreUsesResults(files: readonly SourceFile[]): Finding[] {
  const others = inRooms(files, (room) => room !== 'store');
  const what = 'results/ is used outside src/store';
  const cure = 'add a function to src/store and call it';
  const pattern = /['"`/]results\/|['"`]results['"`],\s*['"`](?:runs|baselines)/g;
  return findMatches(others, pattern, { form: uncommented, what, cure });
}

/** Only src/cli prints and exits; setup does so too, before there is a cli. */
export function onlyCliPrintsAndExits(files: readonly SourceFile[]): Finding[] {
  const others = inRooms(files, (room) => !['cli', 'setup'].includes(room));
  const what = '% outside src/cli';
  const cure = 'return the text or throw a FifobenchError; cli prints and exits';
  const pattern = /\bconsole\.\w+|(?<![#.\w])process\.(?:stdout|stderr|exit|exitCode|abort)\b/g;
  return findMatches(others, pattern, { form: codeOf, what, cure });
}

/** Workers open no file and compute no percentile; they may use descriptors that they are given. */
export function workersOnlyHandOver(sources: readonly SourceFile[]): Finding[] {
  const workers = inRooms(sources, (room) => room === 'workers');
  const what = 'a worker mentions %';
  const cure = 'a worker hands its share to the engine and returns what that recorded';
  const files =
    /\b(?:open|readFile|writeFile|appendFile|mkdir|rm|unlink|readdir|stat|exists)(?:Sync)?\(/g;
  const figures = /\b\w*(?:[pP]ercentile|[qQ]uantile)\w*/g;
  return [files, figures].flatMap((pattern) =>
    findMatches(workers, pattern, { form: codeOf, what, cure }),
  );
}

/** Setup runs before the dependencies are there, so it imports nothing but node and itself. */
export function setupStandsAlone(files: readonly SourceFile[]): Finding[] {
  const setup = inRooms(files, (room) => room === 'setup');
  const what = 'setup imports %';
  const cure = 'use only node: modules and the files of src/setup';
  const pattern = /(?<=\bfrom\s)['"](?!node:|\.\/)[^'"]+['"]/g;
  return findMatches(setup, pattern, { form: uncommented, what, cure });
}

function inRooms(files: readonly SourceFile[], wanted: (room: string) => boolean): SourceFile[] {
  return files.filter((file) => {
    const room = roomOf(file.path);
    return isScript(file) && room !== undefined && wanted(room);
  });
}
