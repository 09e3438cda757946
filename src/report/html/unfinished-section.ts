// Runs that have not come to their end as a section of a history's page.

import type { History } from '../../model/history.ts';
import type { MetricName } from '../../model/verdict.ts';
import { formatCount, unknownMark } from '../format-quantity.ts';
import { measureFigure } from '../measure-figure.ts';
import {
  type UnfinishedRow,
  unfinishedKey,
  unfinishedRows,
  unfinishedSentences,
} from '../unfinished-runs.ts';
import type { RunLinks } from './history-chart.ts';
import { type Content, figure, html, type Markup } from './markup.ts';
import { section, sentenceList } from './page.ts';
import { tableOf } from './table.ts';

/** The section; `null` where every run came to its end. `folder` is what the user calls it. */
export function unfinishedSection(
  history: History,
  { folder, links }: { folder: string; links: RunLinks },
): Markup | null {
  const rows = unfinishedRows(history);
  return rows.length === 0
    ? null
    : section('Unfinished', [
        tableOf({
          headings: ['case', 'kind', 'blocks', 'handshake p50', 'handshakes/s'],
          rows: rows.map((row) => [
            linkedName(row, links),
            row.run.kind,
            figure(`${row.place}.blockCount`, formatCount(row.each.blockCount)),
            metricFigure(row, 'service_p50'),
            metricFigure(row, 'handshakes_per_second'),
          ]),
        }),
        sentenceList(unfinishedSentences(history, folder)),
      ]);
}

function linkedName(row: UnfinishedRow, links: RunLinks): Content {
  const name = unfinishedKey.cell(row);
  const address = links.get(row.run.file);
  return address === undefined ? name : html`<a href="${address}">${name}</a>`;
}

function metricFigure({ each, place }: UnfinishedRow, metric: MetricName): Content {
  const index = each.figures.findIndex((known) => known.metric === metric);
  const known = each.figures[index];
  return known === undefined
    ? unknownMark
    : figure(`${place}.figures[${index}].value`, measureFigure(known, known.value));
}
