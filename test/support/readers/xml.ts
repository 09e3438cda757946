// Reads the part of XML that reports of tests are made of: elements, attributes, the five named
// entities and numbered ones. Strict: what is not well-formed fails with an assertion.

import assert from 'node:assert/strict';

/** An element and what is in it; text between elements must be white space. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

const token =
  /<\?xml [^>]*\?>|<\/([\w.-]+)\s*>|<([\w.-]+)((?:\s+[\w.:-]+="[^"<]*")*)\s*(\/?)>|\s+/y;
const attribute = /([\w.:-]+)="([^"<]*)"/g;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** The one element that the document is. */
export function readXml(text: string): XmlElement {
  // Characters that XML 1.0 knows no way to write.
  assert.doesNotMatch(text, /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  const root: XmlElement & { children: XmlElement[] } = { name: '', attributes: {}, children: [] };
  const path = [root];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const match = token.exec(text);
    assert.ok(
      match !== null,
      `not well-formed at ${JSON.stringify(text.slice(start, start + 60))}`,
    );
    const [, closed, opened, attributes = '', isEmpty] = match;
    if (closed !== undefined) {
      assert.equal(path.pop()?.name, closed, 'elements end in the order of their beginning');
    } else if (opened !== undefined) {
      const element = { name: opened, attributes: readAttributes(attributes), children: [] };
      path.at(-1)?.children.push(element);
      if (isEmpty === '') {
        path.push(element);
      }
    }
  }
  assert.equal(path.length, 1, 'every element ends');
  assert.equal(root.children.length, 1, 'a document is one element');
  return root.children[0] as XmlElement;
}

function readAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(attribute)) {
    assert.ok(!(name in found), `one attribute ${name}`);
    assert.doesNotMatch(value, /&(?!(?:amp|lt|gt|quot|apos|#\d+);)/, 'an ampersand is escaped');
    found[name] = value.replace(/&(#?)(\w+);/g, (_, isNumber, content) =>
      isNumber === '#' ? String.fromCodePoint(Number(content)) : (entities[content] ?? ''),
    );
  }
  return found;
}
