// A profile as YAML, as people write it: messages one field a line.

import { isCollection, parseDocument, stringify } from 'yaml';
import type { Profile } from './profile.ts';

/** Sections whose entries are short enough for one line each. */
const inOneLine = new Set(['stop', 'limits', 'unlink', 'channels', 'check']);

/** The text of a profile; `parseProfile` reads the same profile from it. */
export function formatProfile(profile: Profile): string {
  const document = parseDocument(stringify(profile));
  compact(document.contents);
  return document.toString({ lineWidth: 100, singleQuote: true });
}

function compact(node: unknown): void {
  if (!isCollection(node)) {
    return;
  }
  for (const item of node.items) {
    if (isCollection(item)) {
      item.flow = true;
      continue;
    }
    const { key, value } = item as { key: unknown; value: unknown };
    if (isCollection(value)) {
      value.flow = inOneLine.has(String(key));
      compact(value);
    }
  }
}
