// A shell command as a person runs it in a terminal: lines are typed into it, lines come out of it,
// and it ends by itself or is quit. It never outlives its test.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { inTime, until } from './until.ts';

/** How a command ended: its status, or the signal that ended it. */
export interface CommandEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A command that runs in `directory`. */
export class TerminalCommand {
  readonly #process: ChildProcess;
  readonly #end: Promise<CommandEnd>;
  #output = '';
  #complaint = '';
  #hasEnded = false;

  /** `line` is what is typed at the prompt; `exec` saves the shell between, so that `pid` is it. */
  constructor(context: TestContext, { directory, line }: { directory: string; line: string }) {
    this.#process = spawn('sh', ['-c', `exec ${line}`], { cwd: directory });
    this.#process.stdout?.setEncoding('utf8').on('data', (text) => (this.#output += text));
    this.#process.stderr?.setEncoding('utf8').on('data', (text) => (this.#complaint += text));
    // Typing into a command that has ended is part of what is tested.
    this.#process.stdin?.on('error', () => undefined);
    this.#end = once(this.#process, 'close').then(([status, signal]) => {
      this.#hasEnded = true;
      return { status, signal } as CommandEnd;
    });
    context.after(async () => {
      this.quit('SIGKILL');
      await this.#end;
    });
  }

  /** The process of the command. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** What it printed so far. */
  get output(): string {
    return this.#output;
  }

  /** What it printed to standard error so far. */
  get complaint(): string {
    return this.#complaint;
  }

  /** Whether it has ended. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Types a line and presses enter. */
  type(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** Presses keys, and no enter after them. */
  press(keys: string): void {
    this.#process.stdin?.write(keys);
  }

  /** Presses Ctrl-D: the input ends. */
  endInput(): void {
    this.#process.stdin?.end();
  }

  /** Presses Ctrl-C, or sends another signal, unless it has ended. */
  quit(signal: NodeJS.Signals = 'SIGINT'): void {
    this.#process.kill(signal);
  }

  /** Waits until all of `text` has been printed. */
  async prints(text: string): Promise<void> {
    await until(`the command printed ${JSON.stringify(text)}`, () => this.#output.includes(text));
  }

  /** Waits for the end. */
  async ends(): Promise<CommandEnd> {
    return await inTime('the end of the command', this.#end);
  }
}
