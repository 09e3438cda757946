// What the page of a large run has no room for, and the sentence in which it says so.

import { formatCount } from '../format-quantity.ts';
import { html, type Markup } from './markup.ts';

/** Of something that a page may leave out. */
export interface LeftOutCount {
  readonly count: number;
  readonly allCount: number;
}

/** What is missing; counts of 0 where everything is shown. */
export interface LeftOut {
  readonly charts: LeftOutCount;
  readonly groups: LeftOutCount;
  /** What a handshake costs either side, and verdicts in words, which are folded. */
  readonly hasFolded: boolean;
}

/** The sentence; `null` where nothing is left out. */
export function leftOutNotice({ charts, groups, hasFolded }: LeftOut): Markup | null {
  const parts = [
    ...(charts.count === 0 ? [] : [`${ofAll(charts)} charts`]),
    ...(hasFolded ? [] : ['what is folded elsewhere']),
    ...(groups.count === 0 ? [] : [`${ofAll(groups)} groups of cases altogether`]),
  ];
  return parts.length === 0
    ? null
    : html`<p class="facts">To stay below 1 MiB, this page leaves out ${parts.join(', ')}, last what
belongs to cases with failures or a certain difference; the saved run has the figures of all.</p>`;
}

function ofAll({ count, allCount }: LeftOutCount): string {
  return `${formatCount(count)} of ${formatCount(allCount)}`;
}
