// The runs of a folder as a table of a page, newest first, each with the way to its own page where
// there is one.

import type { RunDigest } from '../../model/history.ts';
import { formatCount, formatCounted } from '../format-quantity.ts';
import type { RunLinks } from './history-chart.ts';
import { type Content, html, type Markup } from './markup.ts';
import { type PageLink, renderPage, section } from './page.ts';
import { tableOf } from './table.ts';

/** Rows at most. */
const rowCountMax = 200;

/** Servers that are named in a row at most. */
const namedServerCount = 3;

/** Rows of the newest runs, which stand where new ones are looked for. */
const newestRunCount = 5;

const headings = ['started', 'kind', 'scenario', 'servers', 'commit', ''];

/** The newest runs, where they have pages to be seen; `null` otherwise. */
export function newestRunsSection(runs: readonly RunDigest[], links: RunLinks): Markup | null {
  return runs.length === 0 || links.size === 0
    ? null
    : section('Newest runs', [
        tableOf({ headings, isText: true, rows: runRows(runs.slice(-newestRunCount), links) }),
      ]);
}

/**
 * The newest 200 runs, folded; `null` without runs. `allRuns` is where the others are; absent: they
 * are left out.
 */
export function runListSection(
  runs: readonly RunDigest[],
  { links, allRuns }: { links: RunLinks; allRuns: string | undefined },
): Markup | null {
  const moreCount = Math.max(0, runs.length - rowCountMax);
  const table = tableOf({ headings, isText: true, rows: runRows(runs.slice(moreCount), links) });
  const summary = formatCounted(runs.length - moreCount, 'run');
  const more = `${formatCount(moreCount)} earlier ones`;
  return runs.length === 0
    ? null
    : section('Runs', [
        html`<details class="bulky"><summary>${summary}</summary>${table}</details>`,
        moreCount === 0
          ? null
          : allRuns === undefined
            ? html`<p>${more} are left out.</p>`
            : html`<p><a href="${allRuns}">${more}</a></p>`,
      ]);
}

/** Every run of a folder as a document of its own, however many there are. */
export function renderRunList(
  runs: readonly RunDigest[],
  { links, folder, around }: { links: RunLinks; folder: string; around: readonly PageLink[] },
): string {
  return renderPage({
    title: `fifobench runs: ${folder}`,
    around,
    sections: [
      html`<h1>fifobench runs</h1>
<p class="facts">${formatCounted(runs.length, 'run')} in ${folder}</p>`,
      tableOf({ headings, isText: true, rows: runRows(runs, links) }),
    ],
  });
}

/** Newest first. */
function runRows(runs: readonly RunDigest[], links: RunLinks): Content[][] {
  return runs
    .toReversed()
    .map((run) => [
      linked(run, links),
      run.kind,
      run.scenario,
      serversOf(run),
      run.commit ?? '',
      run.isSound ? '' : 'invalid or incomplete',
    ]);
}

/** Files that hold no run, with the reason; `null` where there are none. */
export function leftOutSection(
  files: readonly { readonly file: string; readonly reason: string }[],
  links: RunLinks,
): Markup | null {
  if (files.length === 0) {
    return null;
  }
  const rows = files.slice(0, rowCountMax).map(({ file, reason }) => {
    const address = links.get(file);
    return [address === undefined ? file : html`<a href="${address}">${file}</a>`, reason];
  });
  const moreCount = files.length - rows.length;
  return section('Files that hold no run', [
    tableOf({ headings: ['file', 'reason'], isText: true, rows }),
    moreCount === 0 ? null : html`<p>${formatCount(moreCount)} more are left out.</p>`,
  ]);
}

function serversOf({ cases }: RunDigest): string {
  const servers = [...new Set(cases.map(({ server }) => server))];
  const moreCount = servers.length - namedServerCount;
  const named = servers.slice(0, namedServerCount).join(', ');
  return moreCount > 0 ? `${named} and ${formatCount(moreCount)} more` : named;
}

function linked({ file, startedAt }: RunDigest, links: RunLinks): Markup {
  const started = `${startedAt.slice(0, 10)} ${startedAt.slice(11, 19)}`;
  const address = links.get(file);
  return address === undefined
    ? html`<span title="${file}">${started}</span>`
    : html`<a href="${address}" title="${file}">${started}</a>`;
}
