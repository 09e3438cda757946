// In which order commits were made, as the repository that a folder lies in knows it. Git is asked
// by its own program; where there is none, or no repository, there is no such order.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Text of the commits of a large repository: a million of them. */
const outputBytesMax = 64 * 1_048_576;

/** Digits by which a stored run names its commit. */
const digitCount = 12;

/**
 * The place of each commit in the history of all branches, parents first, by the first 12 digits
 * of its name. `null`: the directory lies in no repository, or git is not installed.
 */
export async function commitOrder(directory: string): Promise<ReadonlyMap<string, number> | null> {
  const argv = ['-C', directory, 'rev-list', '--topo-order', '--reverse', '--all', 'HEAD'];
  try {
    const { stdout } = await run('git', argv, { maxBuffer: outputBytesMax });
    const commits = stdout.split('\n').filter((line) => line !== '');
    return new Map(commits.map((commit, place) => [commit.slice(0, digitCount), place]));
  } catch {
    return null;
  }
}
