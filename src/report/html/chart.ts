// A chart: a title, a sentence that says what to look for, a Vega-Lite specification and the table
// of what it shows, so that nothing is told by shape or colour alone. Drawn as SVG at the time of
// the report; the libraries are loaded only then. Colours are variables of the page, so that one
// drawing serves light and dark.

import type { Words } from '../prose.ts';
import { compactSvg } from './compact-svg.ts';
import { html, type Markup, trusted } from './markup.ts';
import { type PageTable, tableOf } from './table.ts';

/** A value of a chart's data. */
export type ChartValue = string | number | boolean | null;

/** One mark's data. */
export type ChartRow = Readonly<Record<string, ChartValue>>;

/** Vega-Lite with its data in place. */
export type ChartSpec = Readonly<Record<string, unknown>>;

/** A chart and what stands beside it. */
export interface Chart {
  /** Unique in its page; becomes the anchor. */
  readonly id: string;
  readonly title: string;
  /** What to look for, and how to read the axes. */
  readonly description: Words;
  readonly spec: ChartSpec;
  /** The same as a table. */
  readonly table: PageTable;
}

/** Width of a chart's plot in its own units; the page scales the drawing to the room there is. */
export const plotWidth = 430;

const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
const textPixels = 13;

const config = {
  background: 'transparent',
  font: fontFamily,
  view: { stroke: null },
  axis: {
    ...{ labelColor: 'var(--ink)', titleColor: 'var(--faint)', gridColor: 'var(--grid)' },
    ...{ domainColor: 'var(--axis)', tickColor: 'var(--axis)' },
    ...{ labelFontSize: textPixels, titleFontSize: textPixels, titleFontWeight: 'normal' },
    ...{ labelLimit: 260, labelSeparation: 4 },
  },
  // The labels of the two axes keep apart where they meet.
  axisX: { labelPadding: 7 },
  legend: {
    ...{ labelColor: 'var(--ink)', titleColor: 'var(--faint)', labelFontSize: textPixels },
    ...{ titleFontSize: textPixels, titleFontWeight: 'normal', orient: 'top', labelLimit: 300 },
    symbolStrokeWidth: 2,
  },
  header: {
    ...{ labelColor: 'var(--ink)', labelFontSize: textPixels, titleColor: 'var(--faint)' },
  },
  range: { category: seriesColours(8) },
};

/** Colours of series, told apart also by the colour-blind; the page gives them their values. */
export function seriesColours(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `var(--series-${(index % 8) + 1})`);
}

/** Shades of a count, 1 to 6 of them from few to many; the same steps apart in light and dark. */
export function heatColours(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `var(--heat-${Math.round(((index + 1) * 6) / count)})`,
  );
}

/**
 * An axis label expression of Vega for nanoseconds: `50 µs`, `2 ms`. `field` is what holds them.
 */
export function durationLabel(field = 'datum.value'): string {
  return (
    `${field} < 1e3 ? format(${field}, '~r') + ' ns' : ` +
    `${field} < 1e6 ? format(${field} / 1e3, '~r') + ' µs' : ` +
    `${field} < 1e9 ? format(${field} / 1e6, '~r') + ' ms' : format(${field} / 1e9, '~r') + ' s'`
  );
}

/** Draws a chart as a figure of the page. Throws what Vega throws for what it cannot draw. */
export async function drawChart(chart: Chart): Promise<Markup> {
  const [{ compile }, { parse, View, Error: onlyErrors }] = await Promise.all([
    import('vega-lite'),
    import('vega'),
  ]);
  const spec = { ...chart.spec, config } as unknown as Parameters<typeof compile>[0];
  const view = new View(parse(compile(spec).spec), { renderer: 'none', logLevel: onlyErrors });
  const svg = await view.toSVG();
  view.finalize();
  return html`<figure id="${chart.id}">
<figcaption><b>${chart.title}</b> ${chart.description}</figcaption>
<div class="chart" role="img" aria-label="${chart.title}. ${String(chart.description)}">${trusted(
    compactSvg(svg),
  )}</div>
<details><summary>Figures</summary>${tableOf(chart.table)}</details>
</figure>`;
}
