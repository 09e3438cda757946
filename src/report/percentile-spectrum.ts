// Percentiles from the median to the longest in plain characters: the figures of each server, and
// beside them marks on one logarithmic axis of time. A row that no server has samples enough for is
// left out; what is only known to be longer is marked so. Nothing is said by colour.

import { cutMiddle } from './cut-text.ts';
import { formatDuration, unknownMark } from './format-quantity.ts';
import { type LatencyQuantiles, spectrumQuantiles } from './latency-quantiles.ts';

/** The latencies of one server. */
export interface SpectrumServer {
  readonly name: string;
  readonly quantiles: LatencyQuantiles;
}

const gap = '  ';
const marks = ['●', '○', '▲', '△', '■', '□'] as const;
const severalMark = '◈';
const orLongerMark = '→';
const widestPlot = 60;
/** A narrower plot shows nothing. */
const narrowestPlot = 20;

type Quantile = LatencyQuantiles[number];

interface Row {
  readonly name: string;
  /** One for each server. */
  readonly quantiles: readonly Quantile[];
}

/**
 * Draws the spectrum of `title` in at most `columns` characters, 40 or more; names that are too
 * long to stand above their figures stand in lines of their own. Without any percentile, or for
 * more servers than there are marks, the text is empty.
 */
export function renderSpectrum(
  title: string,
  servers: readonly SpectrumServer[],
  columns: number,
): string {
  const rows = rowsOf(servers);
  if (rows.length < 2 || servers.length > marks.length) {
    return '';
  }
  const heads = servers.map(({ name }, server) => `${marks[server]} ${name}`);
  const named = figureColumns(title, { rows, heads });
  const isNamed = widthOf(named) + gap.length + narrowestPlot <= columns;
  const figures = isNamed ? named : figureColumns('', { rows, heads: marks });
  const names = isNamed ? [] : [title, ...heads.map((head) => cutMiddle(head, columns))];
  const used = widthOf(figures) + gap.length;
  const plotColumns = Math.min(widestPlot, columns - used);
  if (plotColumns < narrowestPlot) {
    return [...names, ...figures].join('\n');
  }
  const axis = new TimeAxis(rows, plotColumns);
  const drawn = rows.map((row) => plotLine(row, axis));
  const plot = [legendOf(drawn.join('')), ...drawn, axis.line(), axis.labels()];
  const lines = plot.map((line, index) => `${(figures[index] ?? '').padEnd(used)}${line}`);
  return [...names, ...lines.map((line) => line.trimEnd())].join('\n');
}

function widthOf(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => line.length));
}

/** The rows for which at least one server has a figure, the longest last. */
function rowsOf(servers: readonly SpectrumServer[]): Row[] {
  const names = [...spectrumQuantiles.map(({ name }) => name), 'longest'];
  const rows = names.map((name, index) => ({
    name,
    quantiles: servers.map(({ quantiles }) => quantiles[index] ?? null),
  }));
  return rows.filter(({ quantiles }) => quantiles.some((quantile) => quantile !== null));
}

/** Heading and figures of the rows, all lines of one width. */
function figureColumns(
  title: string,
  { rows, heads }: { rows: readonly Row[]; heads: readonly string[] },
): string[] {
  const key = [title, ...rows.map(({ name }) => name)];
  const keyWidth = widthOf(key);
  const columns = (rows[0]?.quantiles ?? []).map((_, server) => {
    const cells = [
      heads[server] ?? '',
      ...rows.map(({ quantiles }) => figureOf(quantiles[server] ?? null)),
    ];
    const width = widthOf(cells);
    return cells.map((cell) => cell.padStart(width));
  });
  return key.map((text, line) =>
    [text.padEnd(keyWidth), ...columns.map((cells) => cells[line])].join(gap),
  );
}

/** What those marks mean that are no server's. */
function legendOf(drawn: string): string {
  return [
    ...(drawn.includes(severalMark) ? [`${severalMark} several`] : []),
    ...(drawn.includes(orLongerMark) ? [`${orLongerMark} or longer`] : []),
  ].join(gap);
}

function figureOf(quantile: Quantile): string {
  return quantile === null
    ? unknownMark
    : `${quantile.isLowerBound ? '≥ ' : ''}${formatDuration(quantile.valueNs)}`;
}

function plotLine({ quantiles }: Row, axis: TimeAxis): string {
  const cells: string[] = Array(axis.columns + 1).fill(' ');
  for (const [server, quantile] of quantiles.entries()) {
    if (quantile !== null) {
      const column = axis.columnOf(quantile.valueNs);
      cells[column] = cells[column] === ' ' ? (marks[server] ?? ' ') : severalMark;
    }
  }
  for (const quantile of quantiles) {
    const next = quantile?.isLowerBound ? axis.columnOf(quantile.valueNs) + 1 : -1;
    if (cells[next] === ' ') {
      cells[next] = orLongerMark;
    }
  }
  return `┤${cells.join('')}`.trimEnd();
}

/** A logarithmic axis between two round durations that enclose all figures. */
class TimeAxis {
  readonly columns: number;
  readonly #ticksNs: readonly number[];
  readonly #lowestLog: number;
  readonly #spanLog: number;

  constructor(rows: readonly Row[], plotColumns: number) {
    const quantiles = rows.flatMap((row) => row.quantiles).filter((each) => each !== null);
    const valuesNs = quantiles.map(({ valueNs }) => Math.max(1, valueNs));
    this.#ticksNs = ticksAround({ lowNs: Math.min(...valuesNs), highNs: Math.max(...valuesNs) });
    const [firstNs = 1] = this.#ticksNs;
    this.#lowestLog = Math.log(firstNs);
    this.#spanLog = Math.log((this.#ticksNs.at(-1) ?? 1) / firstNs);
    // Beside the axis, and for a mark that says that it goes on.
    this.columns = plotColumns - 2;
  }

  /** Column of a duration, from 0. */
  columnOf(valueNs: number): number {
    const shareRatio = (Math.log(Math.max(1, valueNs)) - this.#lowestLog) / this.#spanLog;
    return Math.round(shareRatio * (this.columns - 1));
  }

  line(): string {
    const ticks = new Set(this.#ticksNs.map((tickNs) => this.columnOf(tickNs)));
    const cells = Array.from({ length: this.columns }, (_, column) =>
      ticks.has(column) ? '┴' : '─',
    );
    return `└${cells.join('')}`;
  }

  /** As many durations as fit, the ends of decades first. */
  labels(): string {
    const cells: string[] = Array(this.columns + 1).fill(' ');
    const byWeight = this.#ticksNs.toSorted((left, right) => weightOf(right) - weightOf(left));
    for (const tickNs of byWeight) {
      const label = formatDuration(tickNs).replace(/\.0+(?= )/, '');
      const from = Math.min(this.columnOf(tickNs) + 1, cells.length - label.length);
      const around = cells.slice(Math.max(0, from - gap.length), from + label.length + gap.length);
      if (around.every((cell) => cell === ' ')) {
        cells.splice(from, label.length, ...label);
      }
    }
    return cells.join('');
  }
}

/** 1, 2 and 5 of each decade from just below the lowest value to just above the highest. */
function ticksAround({ lowNs, highNs }: { lowNs: number; highNs: number }): number[] {
  const decade = Math.floor(Math.log10(lowNs));
  const count = Math.ceil(Math.log10(highNs)) - decade + 1;
  const steps = Array.from({ length: count }, (_, index) => 10 ** (decade + index)).flatMap(
    (unitNs) => [unitNs, 2 * unitNs, 5 * unitNs],
  );
  const first = steps.findLastIndex((stepNs) => stepNs <= lowNs);
  const last = steps.findIndex((stepNs, index) => stepNs >= highNs && index > first);
  return steps.slice(first, last + 1);
}

/** Whole decades weigh most, then fives. */
function weightOf(tickNs: number): number {
  const lead = Number(tickNs.toExponential()[0]);
  return lead === 1 ? 2 : lead === 5 ? 1 : 0;
}
