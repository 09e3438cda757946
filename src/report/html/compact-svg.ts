// Makes a drawing of Vega's small without changing what it shows: a page may have a hundred of
// them, and most of their text says what is so anyway.

/** What the page says for the drawing as a whole, what it inherits, or what browsers assume. */
const needless = new RegExp(
  [
    // The figure has a title, a description and a table; parts of the drawing need no names.
    ' (?:role|aria-[a-z]+)="[^"]*"',
    // The page gives its drawings their font and its size.
    ' font-family="[^"]*"',
    ' font-size="13px"',
    ' font-weight="normal"',
    ' (?:stroke-width|opacity)="1"',
    ' (?:x2|y2)="0"',
    ' text-anchor="start"',
    ' pointer-events="none"',
    ' version="1.1"',
    ' xmlns:xlink="[^"]*"',
    // Marks keep theirs, so that they are told from axes and legends.
    ' class="(?![^"]*role-mark)[^"]*"',
  ].join('|'),
  'g',
);

/** Vega leaves these where a group has no background and no frame. */
const nothing = /<path(?: d="[^"]*")?(?: display="none")?\/>/g;

/** Labels for which there was no room, with their ticks. */
const hidden = /<text[^>]* opacity="0"[^>]*>[^<]*<\/text>|<line[^>]* opacity="0"[^>]*\/>/g;

const alike = /<path d="([^"]*)" fill="([^"]*)"\/>(?:<path d="[^"]*" fill="\2"\/>)+/g;

/**
 * The SVG text without size, so that the page decides how large it is, and without what is not
 * seen. Its proportions stay in its view box. A hundredth of a unit is as fine as it gets, and
 * neighbours of one paint and no outline become one path.
 */
export function compactSvg(svg: string): string {
  return svg
    .replace(/^<svg ([^>]*?)width="[^"]*" height="[^"]*"/, '<svg $1')
    .replace(hidden, '')
    .replace(/<[^>]+>/g, (tag) =>
      tag.replace(needless, '').replace(/ (?:d|transform)="[^"]+"/g, roundNumbers),
    )
    .replace(nothing, '')
    .replace(alike, joinPaths);
}

function roundNumbers(attribute: string): string {
  return attribute.replace(/\d+\.\d{3,}(?:e[-+]?\d+)?/g, (digits) =>
    String(Number(Number(digits).toFixed(2))),
  );
}

function joinPaths(paths: string, _first: string, fill: string): string {
  const outlines = [...paths.matchAll(/ d="([^"]*)"/g)].map(([, outline]) => outline);
  return `<path d="${outlines.join('')}" fill="${fill}"/>`;
}
