// What a browser made of a page, gathered in one go: where each text stands and in which colours,
// and the marks of each chart. It only looks; what is wrong with it is judged elsewhere.

import type { Page } from 'playwright-core';

/** A rectangle of the window, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A visible text that stands in one element. */
export interface SeenText {
  readonly text: string;
  /** One for each line, as far as it is not hidden behind the edge of what scrolls. */
  readonly boxes: readonly Box[];
  /** As the browser computed them: `rgb(27, 31, 36)`. */
  readonly colour: string;
  readonly background: string;
  readonly fontPixels: number;
  /** The drawing that it is part of, else `null`. */
  readonly drawing: Box | null;
}

/** A mark of a chart. */
export interface SeenMark {
  readonly box: Box;
  /** What it is painted with by the page's code, such as `var(--band)`. */
  readonly paint: string;
  /** The same as the browser computed it. */
  readonly colour: string;
  /** 0 to 1. */
  readonly opacity: number;
  readonly background: string;
}

/** A chart and its marks. */
export interface SeenChart {
  readonly id: string;
  readonly box: Box;
  readonly marks: readonly SeenMark[];
}

/** A whole page. */
export interface PageSurvey {
  readonly windowPixels: number;
  readonly contentPixels: number;
  /** Widths of what is wider than its place and can only be seen by moving it sideways. */
  readonly hiddenWidths: readonly {
    readonly contentPixels: number;
    readonly placePixels: number;
  }[];
  readonly texts: readonly SeenText[];
  readonly charts: readonly SeenChart[];
}

/** Looks at a page as it stands. */
export async function surveyPage(page: Page): Promise<PageSurvey> {
  return { ...(await page.evaluate(look)), hiddenWidths: await page.evaluate(lookForHidden) };
}

/** What this file uses of the elements of a page. */
interface Node {
  readonly parentElement: Element | null;
  readonly textContent: string | null;
}

interface Element extends Node {
  readonly id: string;
  readonly clientWidth: number;
  readonly scrollWidth: number;
  closest(selector: string): Element | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): Box;
  checkVisibility(what: { opacityProperty: boolean }): boolean;
}

interface Window {
  readonly document: {
    readonly body: Element;
    readonly documentElement: Element;
    createRange(): { selectNodeContents(node: Node): void; getClientRects(): Iterable<Box> };
    createTreeWalker(root: Element, what: number): { nextNode(): Node | null };
  };
  getComputedStyle(element: Element): Readonly<Record<string, string>>;
}

/** Runs in the page, so that it can use nothing from outside itself. */
function look(): Omit<PageSurvey, 'hiddenWidths'> {
  const { document, getComputedStyle } = globalThis as unknown as Window;
  const root = document.documentElement;
  const plain = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });
  const overlap = (left: Box, right: Box): Box => {
    const [x, y] = [Math.max(left.x, right.x), Math.max(left.y, right.y)];
    const width = Math.min(left.x + left.width, right.x + right.width) - x;
    return { x, y, width, height: Math.min(left.y + left.height, right.y + right.height) - y };
  };
  const ancestors = (element: Element | null): Element[] =>
    element === null ? [] : [element, ...ancestors(element.parentElement)];
  // Vega paints labels without room for them with an opacity of 0.
  const isVisible = (element: Element) => element.checkVisibility({ opacityProperty: true });
  const backgroundOf = (element: Element): string =>
    ancestors(element)
      .map((each) => getComputedStyle(each)['backgroundColor'] ?? '')
      .find((colour) => !/^$|transparent|, 0\)$/.test(colour)) ?? 'rgb(255, 255, 255)';
  const linesOf = (node: Node, element: Element): Box[] => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const isDrawn = element.closest('svg') !== null;
    const boxes = isDrawn ? [element.getBoundingClientRect()] : [...range.getClientRects()];
    const windows = ancestors(element).filter((each) =>
      /auto|scroll/.test(getComputedStyle(each)['overflowX'] ?? ''),
    );
    return boxes
      .map((box) =>
        windows.reduce((part, each) => overlap(part, each.getBoundingClientRect()), box),
      )
      .filter(({ width, height }) => width > 0 && height > 0)
      .map(plain);
  };
  const textOf = (node: Node): SeenText[] => {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (element === null || text === '' || !isVisible(element)) {
      return [];
    }
    const drawing = element.closest('svg');
    const { color = '', fill = '', fontSize = '' } = getComputedStyle(element);
    const box = drawing === null ? null : plain(drawing.getBoundingClientRect());
    const colours = { colour: drawing ? fill : color, background: backgroundOf(element) };
    const boxes = linesOf(node, element);
    return [{ text, boxes, ...colours, fontPixels: Number.parseFloat(fontSize), drawing: box }];
  };
  const markOf = (mark: Element): SeenMark => {
    const { fill = '', stroke = '', opacity = '' } = getComputedStyle(mark);
    const isFilled = fill !== 'none' && !/, 0\)$/.test(fill);
    const paint = mark.getAttribute(isFilled ? 'fill' : 'stroke') ?? '';
    const seen = { paint, colour: isFilled ? fill : stroke, opacity: Number(opacity) };
    return { ...seen, box: plain(mark.getBoundingClientRect()), background: backgroundOf(mark) };
  };
  const chartOf = (figure: Element): SeenChart[] => {
    const svg = figure.querySelector('svg');
    // Vega gives the marks of the plot a role; axes and legends have others.
    const groups = '.role-mark > path, .role-mark > line, .role-mark > text, .role-mark > rect';
    const marks = svg === null ? [] : [...svg.querySelectorAll(groups)].map(markOf);
    const box = (svg ?? figure).getBoundingClientRect();
    return isVisible(figure) ? [{ id: figure.id, box: plain(box), marks }] : [];
  };
  const texts: SeenText[] = [];
  const walker = document.createTreeWalker(document.body, 4);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    texts.push(...textOf(node));
  }
  const charts = [...document.body.querySelectorAll('figure')].flatMap(chartOf);
  return { windowPixels: root.clientWidth, contentPixels: root.scrollWidth, texts, charts };
}

/** Runs in the page too. */
function lookForHidden(): PageSurvey['hiddenWidths'] {
  const { document, getComputedStyle } = globalThis as unknown as Window;
  return [...document.body.querySelectorAll('*')]
    .filter((each) => /auto|scroll/.test(getComputedStyle(each)['overflowX'] ?? ''))
    .filter((each) => each.checkVisibility({ opacityProperty: true }))
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ scrollWidth, clientWidth }) => {
      return { contentPixels: scrollWidth, placePixels: clientWidth };
    });
}
