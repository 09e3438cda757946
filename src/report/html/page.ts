// The document around a report: one file that needs no network and no script.

import { formatCount } from '../format-quantity.ts';
import { type Content, html, type Markup, trusted } from './markup.ts';
import { pageStyle } from './page-style.ts';

/** A page that another one leads to. */
export interface PageLink {
  readonly address: string;
  readonly text: string;
}

/** What a document holds. */
export interface Page {
  readonly title: string;
  /** Pages around it, where it is served with them; a file of its own has none. */
  readonly around?: readonly PageLink[];
  readonly sections: readonly (Markup | null)[];
}

/** The whole document as text that ends in a line break. Sections that are `null` are left out. */
export function renderPage({ title, around = [], sections }: Page): string {
  return `${
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(pageStyle)}</style>
</head>
<body>
${navigation(around)}<main>
${sections.flatMap((section) => (section === null ? [] : [section, '\n']))}</main>
</body>
</html>`.html
  }\n`;
}

function navigation(links: readonly PageLink[]): Markup | null {
  return links.length === 0
    ? null
    : html`<nav aria-label="Other pages">
${links.map(({ address, text }) => html`<a href="${address}">${text}</a>\n`)}</nav>
`;
}

/** A section with a heading; `null` where it has no content. */
export function section(heading: string, contents: readonly (Markup | null)[]): Markup | null {
  const known = contents.filter((content) => content !== null);
  return known.length === 0 ? null : html`<section><h2>${heading}</h2>\n${known}</section>`;
}

/** Sentences of a list at most, so that a thousand cases do not fill a page with them alone. */
const sentenceCountMax = 100;

/** Sentences as a list, of more than 100 the first and how many more there are; `null`: none. */
export function sentenceList(sentences: readonly Content[]): Markup | null {
  const moreCount = Math.max(0, sentences.length - sentenceCountMax);
  const shown = sentences.slice(0, sentenceCountMax);
  const items = [...shown, ...(moreCount === 0 ? [] : [`${formatCount(moreCount)} more.`])];
  return items.length === 0
    ? null
    : html`<ul>${items.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

/** Charts side by side where there is room; `null` for none. */
export function chartGrid(figures: readonly Markup[]): Markup | null {
  return figures.length === 0 ? null : html`<div class="charts">${figures}</div>`;
}
