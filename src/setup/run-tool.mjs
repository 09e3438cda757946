// Runs one tool of the build, silent while it works. What it printed is shown only when it failed,
// and then only the end of it, where compilers and npm say why.

import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { root, SetupError, say } from './project.mjs';

const tailLineCount = 40;
const keptBytes = 256 * 1024;

/** The environment of tools: `node` and `npm` are those beside the node that runs setup. */
export const toolEnvironment = {
  ...process.env,
  PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
};

/**
 * Announces a tool, runs it in the project's root, and says how long it took. Throws a SetupError
 * with the end of its output when it fails or cannot be started.
 * @param {string} title what it does, as in "compile the native code"
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [environment] added to that of setup
 */
export async function runTool(title, command, args, environment = {}) {
  say(`${title} …`);
  const startedMs = Date.now();
  const { code, output } = await capture(command, args, { ...toolEnvironment, ...environment });
  if (code !== 0) {
    throw new SetupError(`${tail(output)}\nfifobench: could not ${title}: ${command} ${code}`);
  }
  say(`${title}: done in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ code: number | string, output: string }>} its exit code, or why it has none
 */
function capture(command, args, env) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-keptBytes);
      });
    }
    child.on('error', (error) => resolve({ code: error.message, output }));
    child.on('close', (code, signal) =>
      resolve({ code: code === 0 ? 0 : `ended with ${signal ?? `exit code ${code}`}`, output }),
    );
  });
}

/**
 * @param {string} output
 * @returns {string}
 */
function tail(output) {
  return output.trimEnd().split('\n').slice(-tailLineCount).join('\n');
}
