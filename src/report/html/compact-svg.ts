// Makes a drawing of Vega's small without changing what it shows: a page may have a hundred of
// them, and most of their text says what is so anyway.

/** What the page says for the drawing as a whole, or what every browser assumes. */
const needless = new RegExp(
  [
    // The figure has a title, a description and a table; parts of the drawing need no names.
    ' (?:role|aria-[a-z]+)="[^"]*"',
    // Texts have the font of the page.
    ' font-family="[^"]*"',
    ' (?:stroke-width|opacity)="1"',
    ' version="1.1"',
    ' xmlns:xlink="[^"]*"',
  ].join('|'),
  'g',
);

/** Vega leaves these where a group has no background and no frame. */
const invisible = /<path class="(?:background|foreground)"[^>]*(?:d=""|d="M0,0h0v0h0Z")[^>]*\/>/g;

/**
 * The SVG text without size, so that the page decides how large it is, and without what is not
 * seen. Its proportions stay in its view box, and a hundredth of a unit is as fine as paths get.
 */
export function compactSvg(svg: string): string {
  return svg
    .replace(/^<svg ([^>]*?)width="[^"]*" height="[^"]*"/, '<svg $1')
    .replace(invisible, '')
    .replace(/<[^>]+>/g, (tag) => tag.replace(needless, '').replace(/ d="[^"]+"/, roundPath));
}

function roundPath(path: string): string {
  return path.replace(/\d+\.\d{3,}(?:e[-+]?\d+)?/g, (digits) =>
    String(Number(Number(digits).toFixed(2))),
  );
}
