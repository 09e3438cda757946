// Follows the numbers of a page for browsers: every figure to the place in the JSON that it names,
// where its value must be what is shown; and every numeral of the page's text to such a figure, or
// to one of the few kinds of numerals that are no figures.

import assert from 'node:assert/strict';
import type { History } from '../../src/model/history.ts';

/**
 * What stands at a place such as `cases[0].serviceNs.p50` or `scaling["basic"].pointCount`;
 * undefined where there is nothing, `null` for whatever is within what is unknown. A place such as
 * `counts[2:5]` stands for the sum of a list's items 2, 3 and 4.
 */
export function valueAt(whole: unknown, place: string): unknown {
  const [, list, from, to] = /^(.*)\[(\d+):(\d+)\]$/.exec(place) ?? [];
  if (list !== undefined) {
    const items = (valueAt(whole, list) as number[]).slice(Number(from), Number(to));
    assert.equal(items.length, Number(to) - Number(from), `${place} goes beyond the list`);
    return items.reduce((sum, item) => sum + item, 0);
  }
  const parts = [...place.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([A-Za-z]\w*)/g)];
  return parts.reduce<unknown>((value, [, quoted, index, name]) => {
    const key = quoted === undefined ? (index ?? name ?? '') : JSON.parse(`"${quoted}"`);
    return value === null ? null : (value as Record<string, unknown> | undefined)?.[key];
  }, whole);
}

const scales: Readonly<Record<string, number>> = {
  ...{ ns: 1, µs: 1e3, ms: 1e6, s: 1e9 },
  ...{ B: 1, KiB: 1_024, MiB: 1_048_576, GiB: 1_073_741_824 },
};

/** A number as it is shown: `5.3`, `1,024`, `−20`. */
const numeral = /[+−]?\d[\d,]*(?:\.\d+)?/g;

/**
 * What is wrong with a figure that claims to show what stands at `place`; `null`: nothing. Places
 * may be added, subtracted, multiplied and divided, see `TracedFigure`.
 */
export function figureFault(json: unknown, { place, shown }: { place: string; shown: string }) {
  if (!/ [-+/*] /.test(place)) {
    const value = valueAt(json, place);
    return isShown(value, shown) ? null : `${place}: ${shown} is shown for ${value}`;
  }
  const [above = '', below] = place.split(' / ');
  const upper = sumAt(json, above);
  const value = below === undefined ? upper : upper / sumAt(json, below);
  return isShown(value, shown) ? null : `${place}: ${shown} is shown for ${value}`;
}

function sumAt(json: unknown, places: string): number {
  return places
    .split(/ (?=[-+] )/)
    .map((term) => {
      const [base = '', times = '1'] = term.replace(/^[-+] /, '').split(' * ');
      const value = Number(valueAt(json, base)) * Number(times);
      return term.startsWith('- ') ? -value : value;
    })
    .reduce((sum, value) => sum + value, 0);
}

function isShown(value: unknown, shown: string): boolean {
  if (Array.isArray(value)) {
    const parts = shown.split(' to ');
    const unit = /(?: %|×| times)$/.exec(shown)?.[0] ?? '';
    const whole = parts.map((part) => (part.endsWith(unit) ? part : part + unit));
    return parts.length === value.length && whole.every((part, at) => isShown(value[at], part));
  }
  if (typeof value === 'number') {
    return isNumberShown(value, shown);
  }
  // A version is shown without its v.
  return value === null ? shown === '–' : String(value).replace(/^v(?=\d)/, '') === shown;
}

/** Whether the one number in the text is the value, to the digits that are shown. */
function isNumberShown(value: number, shown: string): boolean {
  const [digits = '', ...more] = shown.match(numeral) ?? [];
  const [, unit = ''] = /^(?:.*?\d)[\d.,]*\s?(\S*)/.exec(shown) ?? [];
  const plain = Number(digits.replaceAll(',', '').replace('−', '-'));
  const decimals = /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0;
  const scale = scales[unit.replace(/\/s$|[.,;]$/, '')] ?? 1;
  // The last digit may be rounded either way, and so is the stored number itself.
  const tolerance = 10 ** -decimals * 1.001 + 0.5 / scale;
  const isNear = (expected: number) => Math.abs(plain - expected) <= tolerance;
  const asPercent = [value * 100, (value - 1) * 100, Math.abs(value - 1) * 100];
  const isPercent = unit.startsWith('%');
  return more.length === 0 && (isPercent ? asPercent.some(isNear) : isNear(value / scale));
}

/** Numerals that are no figures, and why. Whatever matches is passed over. */
const plainNumerals: readonly (readonly [why: string, pattern: RegExp])[] = [
  ['names of percentiles', /\bp(?:50|90|99\.9|999?)\b/g],
  ['what names of percentiles mean', /\b(?:90|99|99\.9) % (?:do not exceed|of handshakes keep)/g],
  ['the confidence of a margin', /\b95 % confidence\b/g],
  ['the rule for percentiles', /\bfewer than 10 batches\b/g],
  ['the rule for completed rates', /\bless than 99 % of what was offered\b/g],
  ['no service time at all', /^0$/g],
  [
    'how many findings the page lists',
    /\b\d+ (?:confirmed regressions?|changes? of level) (?:is|are)/g,
  ],
  ['how many series are in doubt', /\bout of the ordinary in \d+ of \d+ series/g],
  ['how much of its series the page draws', /\bDrawn are \d+ of \d+ series/g],
  ['how much a page leaves out to stay small', /\bTo stay below 1 MiB, [^;]*/g],
  ['how many more sentences a list has', /^\d+ more\.$/g],
  ['how many points of a long series are drawn', /\b\d+ points in all\b/g],
  ['earlier changes of a series', /\b\d+ earlier\b/g],
  ['where an axis begins', /\b(?:at|from) 0\b/g],
  ['which of several recordings of a case', /, \d+ of \d+$/g],
];

/** A text of the page with the place that it claims, if any. */
interface PageText {
  readonly text: string;
  readonly place: string | null;
}

/** The texts of a page in order, without its style sheet and its drawings. */
function textsOf(page: string): PageText[] {
  const [, body = ''] = /<body>(.*)<\/body>/s.exec(page) ?? [];
  const told = body.replace(/<svg.*?<\/svg>/gs, '');
  const texts: PageText[] = [];
  let place: string | null = null;
  for (const [, tag, text = ''] of told.matchAll(/(<[^>]*>)|([^<]+)/g)) {
    if (tag === undefined) {
      texts.push({ text: unescaped(text), place });
    } else {
      place = unescapedOrNull(/data-field="([^"]*)"/.exec(tag)?.[1]);
    }
  }
  return texts.filter(({ text }) => text.trim() !== '');
}

function unescapedOrNull(text: string | undefined): string | null {
  return text === undefined ? null : unescaped(text);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ');
}

/**
 * Asserts that every figure of the page shows what stands in the JSON, to the digits that are
 * shown. Returns how many there are.
 */
export function assertFiguresOf(page: string, json: unknown): number {
  const figures = textsOf(page).flatMap(({ text, place }) =>
    place === null ? [] : [{ place, shown: text }],
  );
  assert.deepEqual(
    figures.flatMap((each) => figureFault(json, each) ?? []),
    [],
  );
  return figures.length;
}

/**
 * Asserts that every numeral of the page is in a figure, is part of one of the `names`, or is of a
 * kind listed above. The ticks of a chart's axes are scales and no figures; what a chart shows
 * stands in the table behind it.
 */
export function assertNoStrayNumerals(page: string, names: readonly string[]): void {
  const strays = textsOf(page)
    .filter(({ place }) => place === null)
    .map(({ text }) => withoutPlainNumerals(text.trim(), names))
    .filter((text) => /\d/.test(text));
  assert.deepEqual(strays, []);
}

function withoutPlainNumerals(text: string, names: readonly string[]): string {
  const longestFirst = names.toSorted((left, right) => right.length - left.length);
  const nameless = longestFirst.reduce((rest, name) => rest.replaceAll(name, '…'), text);
  return plainNumerals.reduce((rest, [, pattern]) => rest.replace(pattern, '…'), nameless);
}

/** The names in a stored run: of servers, groups, profiles, files, and what a user wrote. */
export function namesOf(run: {
  readonly scenario: string;
  readonly cases: readonly { readonly group: string; readonly server: { readonly name: string } }[];
  readonly checks?: readonly Readonly<Record<'server' | 'profile', string>>[] | undefined;
  readonly micro?: readonly { readonly subject: string }[] | undefined;
}): string[] {
  const names = [
    run.scenario,
    ...run.cases.flatMap(({ group, server }) => [group, server.name]),
    ...(run.checks ?? []).flatMap(({ server, profile }) => [server, profile]),
    ...(run.micro ?? []).map(({ subject }) => subject),
  ];
  return [...new Set(names)].filter((name) => name !== '');
}

/** The names in a history: of cases, machines and points, dates, commits, and what users wrote. */
export function historyNamesOf(history: History, folder: string): string[] {
  const { series } = history;
  const findings = series.flatMap(({ changes, alarm }) => [...changes, ...(alarm ? [alarm] : [])]);
  const points = series.flatMap((each) => each.points);
  const names = [
    folder,
    ...series.flatMap(({ key }) => [key.case, key.scenario, key.fingerprint, key.metric]),
    ...findings.flatMap(({ id, acceptance }) => [id, acceptance?.reason ?? '']),
    ...points.flatMap(({ startedAt, commit }) => [startedAt.slice(0, 10), commit ?? '']),
    ...points.map(({ startedAt }) => startedAt.slice(11, 19)),
    ...(history.unfinished ?? []).flatMap(({ file, startedAt, cases }) => [
      ...[file, startedAt, startedAt.slice(0, 10), startedAt.slice(11, 19)],
      ...cases.map(({ name }) => name),
    ]),
  ];
  return [...new Set(names)].filter((name) => name !== '');
}
