// Where the pages of single runs are: a run that was saved with --report has its page beside its
// file, under the same name.

import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { RunDigest } from '../model/history.ts';
import type { RunLinks } from '../report/html/history-chart.ts';

/**
 * Addresses of the pages that lie beside the runs of a folder, as seen from the page that is
 * written to `out`; none where nobody knows where that page will be.
 */
export function linksBeside(
  runs: readonly RunDigest[],
  { folder, out }: { folder: string; out: string | undefined },
): RunLinks {
  const links = new Map<string, string>();
  for (const { file } of out === undefined ? [] : runs) {
    const page = join(folder, file.replace(/\.json$/, '.html'));
    if (existsSync(page)) {
      const path = relative(dirname(out ?? ''), page);
      links.set(file, path.split('/').map(encodeURIComponent).join('/'));
    }
  }
  return links;
}
