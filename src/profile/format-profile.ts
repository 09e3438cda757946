// A profile as YAML, as people write it: messages one field a line.

import { isCollection, parseDocument, Scalar, stringify, visit } from 'yaml';
import type { Profile } from './profile.ts';

/** Sections whose entries are short enough for one line each. */
const inOneLine = new Set(['stop', 'limits', 'unlink', 'channels', 'check']);

/** The text of a profile; `parseProfile` reads the same profile from it. */
export function formatProfile(profile: Profile): string {
  const document = parseDocument(stringify(profile));
  compact(document.contents);
  visit(document, {
    Scalar: (_, scalar) => {
      // A line feed is written as such, and not as a line.
      if (typeof scalar.value === 'string' && scalar.value.includes('\n')) {
        scalar.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0, singleQuote: true });
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
