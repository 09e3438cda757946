// A curve in plain characters: throughput over a number of clients or a rate whose axis is
// logarithmic, measured points on top of the fitted law.

import { formatCount } from './format-quantity.ts';

/** A measured point. */
export interface CurvePoint {
  /** Above 0. */
  readonly x: number;
  /** 0 or more. */
  readonly perSecond: number;
}

/** What is drawn. */
export interface Curve {
  readonly points: readonly CurvePoint[];
  /** Throughput by the fitted law; `null`: none was fitted. */
  readonly law: ((x: number) => number) | null;
  /** What the horizontal axis counts: `clients`. */
  readonly axis: string;
  /** A value of the horizontal axis for people. */
  readonly format: (x: number) => string;
  /** Width of the terminal, 40 or more; a curve is never wider than 72. */
  readonly columns: number;
}

const heightRows = 9;
const widestColumns = 72;
const pointMark = '●';
const lawMark = '·';

/** Draws the curve; one point or none is no curve and gives an empty text. */
export function renderCurve(curve: Curve): string {
  const { points, law } = curve;
  const places = new Set(points.map(({ x }) => x));
  const highest = Math.max(0, ...points.map(({ perSecond }) => perSecond));
  if (places.size < 2 || highest === 0) {
    return '';
  }
  const topLabel = formatCount(highest);
  const plot = new Plot(curve, { marginColumns: topLabel.length + 1, highest });
  if (law !== null) {
    for (let column = 0; column < plot.width; column += 1) {
      plot.put(column, { perSecond: law(plot.xOf(column)), mark: lawMark });
    }
  }
  for (const { x, perSecond } of points) {
    plot.put(plot.columnOf(x), { perSecond, mark: pointMark });
  }
  const legend = law === null ? '' : `, ${lawMark} fitted`;
  return [
    `handshakes/s   ${pointMark} measured${legend}`,
    ...plot.lines(topLabel),
    axisLabels([...places], { plot, indent: topLabel.length + 2, curve }),
  ].join('\n');
}

/** A grid of characters with a logarithmic horizontal axis. */
class Plot {
  readonly width: number;
  readonly #cells: string[][];
  readonly #lowestLog: number;
  readonly #spanLog: number;
  readonly #highest: number;

  constructor(
    { points, columns, axis }: Curve,
    { marginColumns, highest }: { marginColumns: number; highest: number },
  ) {
    const logs = points.map(({ x }) => Math.log(x));
    this.width = Math.max(8, Math.min(columns, widestColumns) - marginColumns - axis.length - 3);
    this.#cells = Array.from({ length: heightRows }, () => Array(this.width).fill(' '));
    this.#lowestLog = Math.min(...logs);
    this.#spanLog = Math.max(...logs) - this.#lowestLog;
    this.#highest = highest;
  }

  /** Column of a value, from 0. */
  columnOf(x: number): number {
    return Math.round(((Math.log(x) - this.#lowestLog) / this.#spanLog) * (this.width - 1));
  }

  /** The value in the middle of a column. */
  xOf(column: number): number {
    return Math.exp(this.#lowestLog + (column / (this.width - 1)) * this.#spanLog);
  }

  /** Marks a place; what lies above the highest measured value is not drawn. */
  put(column: number, { perSecond, mark }: { perSecond: number; mark: string }): void {
    const row = heightRows - 1 - Math.round((perSecond / this.#highest) * (heightRows - 1));
    const cells = this.#cells[row];
    if (cells !== undefined) {
      cells[column] = mark;
    }
  }

  /** The rows from top to bottom with the vertical axis, and the horizontal axis. */
  lines(topLabel: string): string[] {
    const margin = topLabel.length;
    const rows = this.#cells.map((cells, row) => {
      const label = row === 0 ? topLabel : row === heightRows - 1 ? '0' : '';
      return `${label.padStart(margin)} ┤${cells.join('')}`.trimEnd();
    });
    return [...rows, `${' '.repeat(margin)} └${'─'.repeat(this.width)}`];
  }
}

/** The measured values below the axis; one that would touch its neighbour is left out. */
function axisLabels(
  places: readonly number[],
  { plot, indent, curve }: { plot: Plot; indent: number; curve: Curve },
): string {
  let line = ' '.repeat(indent);
  for (const x of places.toSorted((left, right) => left - right)) {
    const label = curve.format(x);
    const from = indent + Math.min(plot.columnOf(x), Math.max(0, plot.width - label.length));
    if (from > line.trimEnd().length || line.trim() === '') {
      line = `${line.padEnd(from).slice(0, from)}${label}`;
    }
  }
  return `${line.padEnd(indent + plot.width)}  ${curve.axis}`;
}
