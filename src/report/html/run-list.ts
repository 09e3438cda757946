// The runs of a folder as a table of a page, newest first, each with the way to its own page where
// there is one.

import type { RunDigest } from '../../model/history.ts';
import { formatCount } from '../format-quantity.ts';
import { tableOf } from './chart.ts';
import type { RunLinks } from './history-chart.ts';
import { html, type Markup } from './markup.ts';
import { section } from './page.ts';

/** Rows at most. */
const rowCountMax = 200;

/** Servers that are named in a row at most. */
const namedServerCount = 3;

/** The section; `null` without runs. */
export function runListSection(runs: readonly RunDigest[], links: RunLinks): Markup | null {
  if (runs.length === 0) {
    return null;
  }
  const moreCount = Math.max(0, runs.length - rowCountMax);
  const rows = runs
    .slice(moreCount)
    .reverse()
    .map((run) => [
      linked(run, links),
      run.kind,
      run.scenario,
      serversOf(run),
      run.commit ?? '',
      run.isSound ? '' : 'invalid or incomplete',
    ]);
  return section('Runs', [
    tableOf({ headings: ['started', 'kind', 'scenario', 'servers', 'commit', ''], rows }),
    moreCount === 0 ? null : html`<p>${formatCount(moreCount)} earlier ones are left out.</p>`,
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
    tableOf({ headings: ['file', 'reason'], rows }),
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
