// A page that says one thing: why there is nothing else to see.

import { html } from './markup.ts';
import { renderPage } from './page.ts';

/** The document: a heading, what it is about, and the way back to the start. */
export function renderMessage(heading: string, text: string): string {
  return renderPage({
    title: `fifobench: ${heading}`,
    sections: [
      html`<h1>${heading}</h1>
<div class="warning"><p>${text}</p></div>
<p><a href="/">All runs</a></p>`,
    ],
  });
}
