// Where the pages of single runs are: a run that was saved with --report has its page beside its
// file, under the same name.

import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunDigest } from '../model/history.ts';
import type { RunLinks } from '../report/html/history-chart.ts';

/**
 * Addresses of the pages that lie beside the runs of a folder, as seen from the page that is
 * written to `out`, or whole ones; none where nobody knows where that page will be.
 */
export function linksBeside(
  runs: readonly RunDigest[],
  { folder, out, isAbsolute }: { folder: string; out: string | undefined; isAbsolute: boolean },
): RunLinks {
  const links = new Map<string, string>();
  for (const { file } of out === undefined && !isAbsolute ? [] : runs) {
    const page = join(folder, file.replace(/\.json$/, '.html'));
    if (existsSync(page)) {
      const address =
        out === undefined ? pathToFileURL(resolve(page)).href : addressFrom(out, page);
      links.set(file, address);
    }
  }
  return links;
}

function addressFrom(out: string, page: string): string {
  return relative(dirname(out), page).split('/').map(encodeURIComponent).join('/');
}
