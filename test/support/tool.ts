// The program as a user starts it: a process of its own with pipes for its output, so that exit
// codes, streams and signals are the real ones.

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Ending } from './scratch-directory.ts';
import { inTime } from './until.ts';

const mainModule = new URL('../../src/cli/main.js', import.meta.url).href;
const programOf = (module: string) => `import { main } from '${module}';
process.exitCode = await main(process.argv.slice(1));`;
const runDeadlineMs = 180_000;

/** What became of a command line. */
export interface ToolEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program while it runs. */
export class Tool {
  readonly #process: ChildProcess;
  readonly #end: Promise<ToolEnd>;
  #stdout = '';
  #stderr = '';

  /**
   * Starts it in `directory`; it is killed with the test if it still runs then. `module` is the
   * program where it is not that of this project but a copy.
   */
  constructor(
    context: Ending,
    directory: string,
    argv: readonly string[],
    module: string = mainModule,
  ) {
    const words = ['--input-type=module', '--eval', programOf(module), '--', ...argv];
    this.#process = spawn(process.execPath, words, {
      ...{ cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
    });
    this.#process.stdout?.setEncoding('utf8').on('data', (text) => (this.#stdout += text));
    this.#process.stderr?.setEncoding('utf8').on('data', (text) => (this.#stderr += text));
    this.#end = once(this.#process, 'close').then(([exitCode, signal]) => ({
      ...{ exitCode: exitCode as number | null, signal: signal as NodeJS.Signals | null },
      ...{ stdout: this.#stdout, stderr: this.#stderr },
    }));
    context.after(async () => {
      this.#process.kill('SIGKILL');
      await this.#end;
    });
  }

  /** Its process. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** What it wrote to standard error so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Closes the pipe that its standard output goes to, as `head` does when it has seen enough. */
  leave(): void {
    this.#process.stdout?.destroy();
  }

  /** Sends a signal to the program alone, which must not have ended. */
  signal(signal: NodeJS.Signals): void {
    assert.ok(this.signalIfThere(signal), 'the program has ended already');
  }

  /** The same for one that may be ending; whether it was still there. */
  signalIfThere(signal: NodeJS.Signals): boolean {
    return this.#process.kill(signal);
  }

  /** Waits for its end. */
  async ends(): Promise<ToolEnd> {
    return await inTime('the end of the program', this.#end, runDeadlineMs);
  }
}

/** Runs a command line to its end. */
export async function runTool(
  context: Ending,
  directory: string,
  argv: readonly string[],
): Promise<ToolEnd> {
  return await new Tool(context, directory, argv).ends();
}
