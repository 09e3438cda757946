// How long an operation occupies a built-in server: a law, as users write it and as data. Draws are
// made by the server itself; here is what the law says about them.

import { FifobenchError } from '../errors.ts';
import { parseDurationNs, parseRatio } from '../units.ts';

/** A law of times; all of them whole, from 0 to an hour. */
export type ServiceLaw =
  /** Every operation takes the same. */
  | { readonly kind: 'constant'; readonly constantNs: number }
  /** The exponential law of that mean. */
  | { readonly kind: 'exponential'; readonly meanNs: number }
  /** `usualNs`, but `rareNs` in the share `rareRatio` (0 to 1). */
  | {
      readonly kind: 'bimodal';
      readonly usualNs: number;
      readonly rareNs: number;
      readonly rareRatio: number;
    };

/** `cpu`: it computes, by the clock of its own CPU time; `sleep`: it waits and leaves the CPU. */
export type ServiceKind = 'cpu' | 'sleep';

/** What an operation takes, and how it spends it. */
export interface ServiceTime {
  readonly law: ServiceLaw;
  readonly kind: ServiceKind;
}

const hourNs = 3_600_000_000_000;

const remedy = 'write 100us, exp:100us (mean), or bimodal:10us,5ms,1% (10us, but 5ms in 1 %)';

/**
 * Reads a law such as `0`, `100us`, `exp:100us` or `bimodal:10us,5ms,1%`. `option` is what the
 * error calls the place. Throws a FifobenchError of code `bad-quantity`, also for an empty text and
 * for times above an hour.
 */
export function parseServiceLaw(text: string, option?: string): ServiceLaw {
  const [, name, rest = ''] = /^(?:(exp|bimodal):)?(.*)$/s.exec(text.trim()) ?? [];
  const parts = rest.split(',');
  if (parts.length !== (name === 'bimodal' ? 3 : 1)) {
    throw badLaw(`'${text}' is no law of service times`, option);
  }
  const [first = '', second = '', third = ''] = parts;
  switch (name) {
    case 'exp':
      return { kind: 'exponential', meanNs: timeNs(first, option) };
    case 'bimodal':
      return {
        kind: 'bimodal',
        usualNs: timeNs(first, option),
        rareNs: timeNs(second, option),
        rareRatio: parseRatio(third, option),
      };
    default:
      return { kind: 'constant', constantNs: timeNs(first, option) };
  }
}

/**
 * Reads a list of laws such as `0,10us,exp:1ms`; the commas of a bimodal law are its own. Throws as
 * `parseServiceLaw`.
 */
export function parseServiceLaws(text: string, option?: string): ServiceLaw[] {
  const laws = text.match(/\s*bimodal:[^,]*(?:,[^,]*){0,2}|[^,]+|(?<=,|^)(?=,|$)/g) ?? [''];
  return laws.map((law) => parseServiceLaw(law, option));
}

/** The law as a user may write it, exactly: `100us`. What is read from it is the law again. */
export function serviceLawText(law: ServiceLaw): string {
  switch (law.kind) {
    case 'constant':
      return durationText(law.constantNs);
    case 'exponential':
      return `exp:${durationText(law.meanNs)}`;
    case 'bimodal':
      return `bimodal:${durationText(law.usualNs)},${durationText(law.rareNs)},${law.rareRatio}`;
  }
}

/** The mean of the law, 0 or more, not necessarily whole. */
export function meanServiceNs(law: ServiceLaw): number {
  switch (law.kind) {
    case 'constant':
      return law.constantNs;
    case 'exponential':
      return law.meanNs;
    case 'bimodal':
      return (1 - law.rareRatio) * law.usualNs + law.rareRatio * law.rareNs;
  }
}

function timeNs(text: string, option: string | undefined): number {
  const durationNs = parseDurationNs(text, option);
  if (durationNs > hourNs) {
    throw badLaw(`'${text}' is more than an hour`, option);
  }
  return durationNs;
}

function badLaw(what: string, option: string | undefined): FifobenchError {
  const message = option === undefined ? what : `${option}: ${what}`;
  return new FifobenchError('bad-quantity', message, { remedy });
}

const units = [
  { name: 's', sizeNs: 1_000_000_000 },
  { name: 'ms', sizeNs: 1_000_000 },
  { name: 'us', sizeNs: 1_000 },
] as const;

/** In the largest unit in which it is whole. */
function durationText(durationNs: number): string {
  if (durationNs === 0) {
    return '0';
  }
  const unit = units.find(({ sizeNs }) => durationNs % sizeNs === 0);
  return unit === undefined ? `${durationNs}ns` : `${durationNs / unit.sizeNs}${unit.name}`;
}
