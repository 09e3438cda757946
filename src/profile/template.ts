// Templates taken apart: text with `{…}` placeholders becomes literal text and references. Nothing
// is filled in here; what a reference may mean in its place is for the caller to say.

/** The names that may stand in braces. */
export const placeholderNames = [
  ...(['id', 'pid', 'name', 'down', 'up', 'seq', 'payload', 'payloadBytes', 'ack'] as const),
] as const;

/** A name that may stand in braces. */
export type PlaceholderName = (typeof placeholderNames)[number];

/** A piece of a template, in the order of the text. */
export type TemplatePart =
  | { readonly part: 'text'; readonly text: string }
  | {
      readonly part: 'placeholder';
      readonly name: PlaceholderName;
      /** What is added to the number; `null`: the placeholder stands without an addend. */
      readonly plus: number | null;
    };

/** A template taken apart, or the reason why it cannot be. */
export type SplitTemplate =
  | { readonly parts: readonly TemplatePart[]; readonly fault: null }
  | { readonly parts: null; readonly fault: string };

/** Those that are numbers, so that something may be added. */
const numbers: readonly PlaceholderName[] = ['id', 'pid', 'seq', 'payloadBytes', 'ack'];

/**
 * Takes a template apart. `{{` and `}}` stand for braces. An empty template has no parts.
 */
export function splitTemplate(template: string): SplitTemplate {
  const parts: TemplatePart[] = [];
  let literal = '';
  for (const [token] of template.matchAll(/\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]/g)) {
    if (token === '{' || token === '}') {
      return refuse(`a lone '${token}'; write '${token}${token}' for a brace`);
    }
    if (!token.startsWith('{') || token === '{{') {
      literal += token === '{{' || token === '}}' ? token[0] : token;
      continue;
    }
    const reference = readReference(token);
    if (typeof reference === 'string') {
      return refuse(reference);
    }
    if (literal !== '') {
      parts.push({ part: 'text', text: literal });
      literal = '';
    }
    parts.push(reference);
  }
  return {
    parts: literal === '' ? parts : [...parts, { part: 'text', text: literal }],
    fault: null,
  };
}

function refuse(fault: string): SplitTemplate {
  return { parts: null, fault };
}

/** A placeholder, or what is wrong with it. */
function readReference(token: string): TemplatePart | string {
  const [, written = '', addend] = /^\{([A-Za-z]*)([+-]\d{1,9})?\}$/.exec(token) ?? [];
  const name = placeholderNames.find((known) => known === written);
  if (name === undefined) {
    const known = placeholderNames.map((each) => `{${each}}`).join(' ');
    return `unknown placeholder ${token}; there are ${known}`;
  }
  if (addend !== undefined && !numbers.includes(name)) {
    return `nothing can be added to {${name}}, which is no number`;
  }
  return { part: 'placeholder', name, plus: addend === undefined ? null : Number(addend) };
}
