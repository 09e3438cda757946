// What the terminal at hand can do, and the line of live progress.

import { createLogUpdate } from 'log-update';
import { renderProgressLine } from '../report/progress-line.ts';
import type { TerminalStyle } from '../report/table.ts';
import type { ProgressListener } from '../runner/progress.ts';

const widthOfPipes = 100;

function isCapable(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && process.env.TERM !== 'dumb';
}

/** `NO_COLOR` asks for text that is nothing but text. */
function isPlainWanted(): boolean {
  return (process.env.NO_COLOR ?? '') !== '';
}

/** At least 40; a terminal that does not know its width says 0 and counts as 80. */
function columnsOf({ columns }: NodeJS.WriteStream): number {
  return Math.max(40, columns > 0 ? columns : 80);
}

/** What a pipe or a file holds: `COLUMNS` where the user says so, at least 40, or else 100. */
function columnsOfPipes(): number {
  const columns = Number(process.env.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? Math.max(40, columns) : widthOfPipes;
}

/** Width and colour of what is written to a file or a pipe. */
export function plainStyle(): TerminalStyle {
  return { columns: columnsOfPipes(), colour: false };
}

/** Width and colour of standard output; a pipe is as wide as `COLUMNS` or 100, without colour. */
export function outputStyle({ color }: { color: boolean }): TerminalStyle {
  return {
    columns: process.stdout.isTTY ? columnsOf(process.stdout) : columnsOfPipes(),
    colour: color && !isPlainWanted() && isCapable(process.stdout),
  };
}

/**
 * A line on standard error that is overwritten; there is none where that is no terminal, and with
 * `NO_COLOR`.
 */
export interface StatusLine {
  readonly show: (text: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

function isShown({ quiet }: { quiet: boolean }): boolean {
  return !quiet && !isPlainWanted() && isCapable(process.stderr);
}

/** The line, silent with `quiet`. */
export function openStatusLine({ quiet }: { quiet: boolean }): StatusLine {
  if (!isShown({ quiet })) {
    return { show: () => undefined, clear: () => undefined };
  }
  // A hidden cursor would stay hidden in a terminal whose program was killed.
  const update = createLogUpdate(process.stderr, { showCursor: true });
  return { show: (text) => update(text), clear: () => update.clear() };
}

/** Shows progress on standard error. */
export interface ProgressDisplay {
  /** Absent where there is nothing to show it on: then nobody needs to look. */
  readonly show: ProgressListener | undefined;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** The display, absent with `quiet` and where standard error is no terminal. */
export function openProgressDisplay(options: { quiet: boolean }): ProgressDisplay {
  const line = openStatusLine(options);
  const show: ProgressListener = (event) =>
    line.show(renderProgressLine(event, columnsOf(process.stderr) - 1));
  return { show: isShown(options) ? show : undefined, clear: line.clear };
}
