// The program by which a desktop opens a page: what BROWSER names, else the desktop's own. It is
// started with words, never by a shell, so that nothing in a path is read as a command.

import { type ChildProcess, spawn } from 'node:child_process';
import { FifobenchError } from '../errors.ts';

/** A program that still runs then has opened the page, be it the browser itself. */
const patienceMs = 5_000;

/** Tried in this order where BROWSER does not help. */
const desktopOpeners = ['xdg-open', 'open'];

/**
 * The command lines that may open `address`, in the order in which they are to be tried. BROWSER
 * is a list of commands with colons between them, as other programs read it: in each, `%s` stands
 * for the address, which else comes last.
 */
export function openingCommands(address: string, browser = ''): string[][] {
  const chosen = browser
    .split(':')
    .map((command) => command.split(/\s+/).filter((word) => word !== ''))
    .filter((words) => words.length > 0)
    .map((words) =>
      words.some((word) => word.includes('%s'))
        ? words.map((word) => word.replaceAll('%s', () => address))
        : [...words, address],
    );
  return [...chosen, ...desktopOpeners.map((program) => [program, address])];
}

/**
 * Opens a page and returns once a program has taken it. Throws a FifobenchError of code `platform`
 * naming the address where none does.
 */
export async function openPage(address: string): Promise<void> {
  for (const words of openingCommands(address, process.env.BROWSER)) {
    if (await takesIt(words)) {
      return;
    }
  }
  throw new FifobenchError('platform', `no program here opens ${address}`, {
    remedy: 'open it yourself, or name a browser in BROWSER',
  });
}

/** False where the program is not there or fails; what it prints is not ours to show. */
async function takesIt([program = '', ...words]: readonly string[]): Promise<boolean> {
  // In a session of its own: Ctrl-C here must not close a browser.
  const child = spawn(program, words, { detached: true, stdio: 'ignore' });
  const exitCode = await endOf(child);
  child.unref();
  return exitCode === 0 || exitCode === null;
}

/** The exit code; 127 where it could not be started, `null` where it goes on. */
async function endOf(child: ChildProcess): Promise<number | null> {
  return await new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), patienceMs);
    const settle = (exitCode: number) => {
      clearTimeout(timer);
      resolve(exitCode);
    };
    child.once('error', () => settle(127));
    child.once('exit', (exitCode) => settle(exitCode ?? 1));
  });
}
