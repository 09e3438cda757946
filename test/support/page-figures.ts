// Follows every figure of a page for browsers to the place in the JSON that it names, and holds
// what is shown against what stands there.

import assert from 'node:assert/strict';

/**
 * What stands at a place such as `cases[0].serviceNs.p50`; undefined where there is none. A place
 * such as `counts[2:5]` stands for the sum of a list's items 2, 3 and 4.
 */
export function valueAt(whole: unknown, place: string): unknown {
  const [, list, from, to] = /^(.*)\[(\d+):(\d+)\]$/.exec(place) ?? [];
  if (list !== undefined) {
    const items = (valueAt(whole, list) as number[]).slice(Number(from), Number(to));
    assert.equal(items.length, Number(to) - Number(from), `${place} goes beyond the list`);
    return items.reduce((sum, item) => sum + item, 0);
  }
  const parts = place.split(/[.[\]]+/).filter((part) => part !== '');
  return parts.reduce<unknown>(
    (value, part) => (value as Record<string, unknown> | undefined)?.[part],
    whole,
  );
}

const scales: Readonly<Record<string, number>> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9, '×': 1 };

/** The first number of a shown text, in the unit of the stored one. */
function numberIn(shown: string): number {
  const [digits = ''] = /[+−]?[\d.,]+/.exec(shown) ?? [];
  const [sign = ''] = /(?:ns|µs|ms|s|%|×)$/.exec(shown.replace(/\/s$/, '')) ?? [];
  const value = Number(digits.replaceAll(',', '').replace('−', '-'));
  return sign === '%' ? 1 + value / 100 : value * (scales[sign] ?? 1);
}

/**
 * Asserts that every figure of the page stands in the JSON, and there is what is shown, to the
 * digits that are shown. Returns how many there are.
 */
export function assertFiguresOf(page: string, json: unknown): number {
  const figures = [...page.matchAll(/<span data-field="([^"]*)">([^<]*)<\/span>/g)];
  for (const [, place = '', shown = ''] of figures) {
    const value = valueAt(json, place);
    assert.notEqual(value, undefined, `${place} is not in the JSON`);
    const first = Array.isArray(value) ? value[0] : value;
    if (shown === '–') {
      assert.equal(first, null, place);
    } else {
      const expected = Number(first);
      assert.ok(
        Math.abs(numberIn(shown) - expected) <= Math.abs(expected) * 0.051,
        `${place}: ${shown} is shown for ${expected}`,
      );
    }
  }
  return figures.length;
}
