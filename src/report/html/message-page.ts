// A page that says one thing: why there is nothing else to see.

import { html } from './markup.ts';
import { type PageLink, renderPage } from './page.ts';

/** The document: a heading, what it is about, and the ways to other pages. */
export function renderMessage(
  heading: string,
  { text, around }: { text: string; around: readonly PageLink[] },
): string {
  return renderPage({
    title: `fifobench: ${heading}`,
    around,
    sections: [
      html`<h1>${heading}</h1>
<div class="warning"><p>${text}</p></div>`,
    ],
  });
}
