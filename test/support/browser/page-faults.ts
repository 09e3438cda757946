// What is wrong with a page that a browser laid out: texts on top of each other or cut off, content
// wider than the window, colours too faint to read, charts without marks. One sentence a fault.

import type { Box, PageSurvey, SeenChart, SeenMark, SeenText } from './page-survey.ts';

/** Least contrast of text by WCAG 2.2, level AA, and of what is large or drawn. */
const textContrastMin = 4.5;
const largeContrastMin = 3;
const largePixels = 24;

/** Boxes hold the room above and below the letters; lines may share some of it. */
const sharedPixels = 2;
const edgePixels = 1.5;

/** Paint of what only lies behind the marks, or is a shade on a scale. */
const quietPaint = /var\(--(?:band|heat-\d|grid)\)/;

/** Everything that is wrong with the page, a sentence each; none for a page as it should be. */
export function faultsOf(survey: PageSurvey): string[] {
  const { windowPixels, contentPixels, hiddenWidths, texts, charts } = survey;
  return [
    ...(contentPixels > windowPixels
      ? [`the content is ${contentPixels} pixels wide, the window ${windowPixels}`]
      : []),
    ...hiddenWidths.map(
      (hidden) => `${hidden.contentPixels} pixels are to be seen in ${hidden.placePixels}`,
    ),
    ...(texts.length === 0 ? ['there is no text'] : []),
    ...overlapFaults(texts),
    ...texts.flatMap(textFaults),
    ...charts.flatMap(chartFaults),
  ];
}

interface Line {
  readonly text: string;
  readonly box: Box;
  readonly owner: number;
}

/** Each pair of texts that lie on top of each other. */
function overlapFaults(texts: readonly SeenText[]): string[] {
  const lines: Line[] = texts.flatMap(({ text, boxes }, owner) =>
    boxes.map((box) => ({ text, box, owner })),
  );
  const sorted = lines.toSorted((left, right) => left.box.y - right.box.y);
  return sorted.flatMap((line, index) => {
    const faults: string[] = [];
    const bottom = line.box.y + line.box.height;
    for (const other of sorted.slice(index + 1)) {
      if (other.box.y >= bottom) {
        break;
      }
      if (other.owner !== line.owner && isOnTop(line.box, other.box)) {
        faults.push(`“${short(line.text)}” and “${short(other.text)}” overlap`);
      }
    }
    return faults;
  });
}

function isOnTop(left: Box, right: Box): boolean {
  const across = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const down = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  return across > sharedPixels && down > sharedPixels;
}

function textFaults({ text, boxes, drawing, ...looks }: SeenText): string[] {
  if (boxes.length === 0) {
    return [];
  }
  const least = looks.fontPixels >= largePixels ? largeContrastMin : textContrastMin;
  const contrast = contrastOf(looks.colour, { background: looks.background });
  return [
    ...(drawing !== null && !boxes.every((box) => isWithin(box, drawing))
      ? [`“${short(text)}” is cut off at the edge of its drawing`]
      : []),
    ...(contrast < least ? [`“${short(text)}” has a contrast of ${contrast.toFixed(1)}`] : []),
  ];
}

function chartFaults({ id, box, marks }: SeenChart): string[] {
  const visible = marks.filter((mark) => mark.box.width > 0 || mark.box.height > 0);
  const faint = marks.filter((mark) => !quietPaint.test(mark.paint)).find(isFaint);
  return [
    ...(visible.length === 0 ? [`${id} shows no mark`] : []),
    ...(visible.some((mark) => !isWithin(mark.box, box))
      ? [`a mark of ${id} lies outside it`]
      : []),
    ...(faint === undefined ? [] : [`a mark of ${id} is too faint: ${faint.paint}`]),
  ];
}

function isFaint({ colour, background, opacity }: SeenMark): boolean {
  return contrastOf(colour, { background, opacity }) < largeContrastMin;
}

function isWithin(box: Box, outer: Box): boolean {
  return (
    box.x >= outer.x - edgePixels &&
    box.y >= outer.y - edgePixels &&
    box.x + box.width <= outer.x + outer.width + edgePixels &&
    box.y + box.height <= outer.y + outer.height + edgePixels
  );
}

/**
 * The contrast of a colour on a background by WCAG 2.2, from 1 to 21. Both are opaque `rgb(…)`
 * texts; `opacity`, 0 to 1, lets the background through.
 */
export function contrastOf(
  colour: string,
  { background, opacity = 1 }: { background: string; opacity?: number },
): number {
  const behind = channels(background);
  const mixed = channels(colour).map(
    (channel, index) => channel * opacity + (behind[index] ?? 0) * (1 - opacity),
  );
  const [low = 0, high = 0] = [luminance(mixed), luminance(behind)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(channelValues: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channelValues.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): number[] {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
