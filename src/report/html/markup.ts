// HTML by template: whatever is put into a template is text and is escaped, unless it is markup
// itself. So no name of a server, and nothing that one printed, can become part of the page's code.

import { unitSigns } from '../format-quantity.ts';
import { Prose } from '../prose.ts';

/** Text that is HTML already. */
export interface Markup {
  readonly html: string;
}

/**
 * What can stand in a template: text, with traced figures or without, markup, lists of them; `null`
 * leaves nothing.
 */
export type Content = string | number | Prose | Markup | null | readonly Content[];

/** Makes markup of a template; everything in `${…}` is escaped unless it is markup. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const text = parts.map((part, index) => part + textOf(contents[index] ?? null));
  return { html: text.join('') };
}

/** Marks text as HTML that needs no escaping, such as a chart that Vega drew. */
export function trusted(text: string): Markup {
  return { html: text };
}

const beforeUnit = new RegExp(` (?=(?:${unitSigns.join('|')})(?:[\\s;,.:)/]|$))`, 'g');

/**
 * A figure as it is shown, with the place in the stored run where its value stands, such as
 * `cases[0].serviceNs.p50`, or the places whose sum it is, such as `established[2:5]` for the items
 * 2, 3 and 4 of a list: so every number of a page can be followed to where it comes from.
 * No line breaks between a number and its unit.
 */
export function figure(place: string, shown: string): Markup {
  return html`<span data-field="${place}">${shown.replace(beforeUnit, '\u00a0')}</span>`;
}

/** What a reader sees of a content, with no more than approximate spaces: for what it takes up. */
export function plainText(content: Content): string {
  return textOf(content).replace(/<[^>]*>/g, '');
}

function textOf(content: Content): string {
  if (content === null) {
    return '';
  }
  if (typeof content === 'string' || typeof content === 'number') {
    return escapeText(String(content));
  }
  if (content instanceof Prose) {
    return content.parts.map(partText).join('');
  }
  return 'html' in content ? content.html : content.map(textOf).join('');
}

/** A figure without a place is nowhere in the run, such as a service time of 0 that none has. */
function partText(part: Prose['parts'][number]): string {
  if (typeof part === 'string') {
    return escapeText(part);
  }
  return part.place === '' ? escapeText(part.shown) : figure(part.place, part.shown).html;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
