// The one place where quantities that people write become integers of one unit: nanoseconds, bytes,
// counts. Decimals are scaled exactly, never through a float, and what is finer than the unit is
// refused rather than rounded. Rendering is not done here but in report/.

import { FifobenchError } from './errors.ts';

const nsPerUnit: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const bytesPerUnit: Readonly<Record<string, bigint>> = {
  '': 1n,
  B: 1n,
  kB: 1_000n,
  MB: 1_000_000n,
  GB: 1_000_000_000n,
  KiB: 1_024n,
  MiB: 1_048_576n,
  GiB: 1_073_741_824n,
};

const countPerUnit: Readonly<Record<string, bigint>> = { '': 1n, k: 1_000n, M: 1_000_000n };

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3_600 };

/** Largest processor number that a Linux kernel can be built for. */
const highestCpu = 8_191;

/** The processors that a user chose for the two parties; an empty list leaves it to the kernel. */
export interface CpuChoice {
  /** Kernel processor numbers, ascending, each once. */
  readonly serverCpus: readonly number[];
  /** Kernel processor numbers, ascending, each once. */
  readonly clientCpus: readonly number[];
}

/**
 * Reads a duration such as `10s`, `250ms`, `1.5us`, `µs`, `5ns`, `1m` (a minute) or `1h` as integer
 * nanoseconds. Only 0 may stand without a unit. `option` is what the error calls the place.
 * Throws a FifobenchError of code `bad-quantity`, also for an empty text or beyond 2^53 ns.
 */
export function parseDurationNs(text: string, option?: string): number {
  if (/^0+$/.test(text.trim())) {
    return 0;
  }
  const remedy = 'write a number and a unit, such as 250ms or 10s (ns, us, ms, s, m, h)';
  return parseScaled(text, {
    units: nsPerUnit,
    kind: 'a duration',
    finest: '1 ns',
    option,
    remedy,
  });
}

/**
 * Reads a size such as `64B`, `64`, `4KiB` (4,096) or `1kB` (1,000) as integer bytes. `64k` is
 * refused, since it means either. `option` is what the error calls the place.
 * Throws a FifobenchError of code `bad-quantity`, also for an empty text.
 */
export function parseBytes(text: string, option?: string): number {
  const remedy = 'write bytes such as 64B, or 4KiB (4,096) or 4kB (4,000)';
  return parseScaled(text, { units: bytesPerUnit, kind: 'a size', finest: '1 B', option, remedy });
}

/**
 * Reads a count such as `20000`, `20_000`, `20k` or `1.5M`. `option` is what the error calls the
 * place. Throws a FifobenchError of code `bad-quantity`, also for an empty text or a fraction.
 */
export function parseCount(text: string, option?: string): number {
  const remedy = 'write a whole number such as 20000, 20_000 or 20k';
  return parseScaled(text, { units: countPerUnit, kind: 'a count', finest: '1', option, remedy });
}

/**
 * Reads a count and holds it to `min` to `max`, both included. `option` is what the error calls
 * the place. Throws a FifobenchError of code `bad-quantity` that names the range.
 */
export function parseInteger(
  text: string,
  { min, max, option }: { min: number; max: number; option?: string },
): number {
  const count = parseCount(text, option);
  if (count < min || count > max) {
    throw badQuantity(`${quote(text)} is out of range`, {
      option,
      remedy: `write a whole number from ${min} to ${max}`,
    });
  }
  return count;
}

/**
 * Reads a rate such as `500/s`, `2k/s`, `0.5/s` or `30/m` as events per second, 0 or more.
 * A number without `/s` is refused. `option` is what the error calls the place.
 * Throws a FifobenchError of code `bad-quantity`, also for an empty text.
 */
export function parseRatePerSecond(text: string, option?: string): number {
  const match = /^(\d[\d_]*(?:\.\d+)?)([kM]?)\/(s|m|min|h)$/.exec(text.trim());
  const [, digits = '', prefix = '', unit = ''] = match ?? [];
  const scale = Number(countPerUnit[prefix] ?? 1n);
  const perSecond = (Number(digits.replaceAll('_', '')) * scale) / (secondsPerUnit[unit] ?? 1);
  if (match === null || !Number.isFinite(perSecond)) {
    throw badQuantity(`${quote(text)} is not a rate`, {
      option,
      remedy: 'write events per second such as 500/s or 2k/s',
    });
  }
  return perSecond;
}

/**
 * Reads a share such as `2%` or `0.02` as a ratio from 0 to 1. A bare number above 1 is refused,
 * since it was most likely meant as a percentage. `option` is what the error calls the place.
 * Throws a FifobenchError of code `bad-quantity`, also for an empty text.
 */
export function parseRatio(text: string, option?: string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s?(%?)$/.exec(text.trim());
  const [, digits = '', percent = ''] = match ?? [];
  const ratio = Number(percent === '' ? digits : `${digits}e-2`);
  if (match === null || ratio > 1) {
    throw badQuantity(`${quote(text)} is not a share from 0 to 1`, {
      option,
      remedy: 'write a percentage such as 2%, or a ratio such as 0.02',
    });
  }
  return ratio;
}

/**
 * Reads a list of processors such as `0`, `0-2` or `0-2+4` as ascending numbers, each once. The
 * parts are joined by `+`, because a comma parts the two parties of `parseCpuChoice`.
 * Throws a FifobenchError of code `bad-quantity`, also for an empty text.
 */
export function parseCpuList(text: string, option?: string): number[] {
  const cpus = new Set<number>();
  for (const part of text.trim().split('+')) {
    const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    const first = Number(match?.[1] ?? Number.NaN);
    const last = Number(match?.[2] ?? first);
    if (!(first <= last && last <= highestCpu)) {
      throw badQuantity(`${quote(text)} is not a list of processors`, {
        option,
        remedy: `write numbers up to ${highestCpu} such as 0, 0-2 or 0-2+4`,
      });
    }
    for (let cpu = first; cpu <= last; cpu += 1) {
      cpus.add(cpu);
    }
  }
  return [...cpus].sort((left, right) => left - right);
}

/**
 * Reads `server=0,clients=1`, where either side may be left out and each is a list as in
 * `parseCpuList`. Throws a FifobenchError of code `bad-quantity` for anything else, also for a side
 * that is given twice and for an empty text.
 */
export function parseCpuChoice(text: string, option?: string): CpuChoice {
  const lists = new Map<string, number[]>();
  for (const part of text.trim().split(',')) {
    const match = /^(server|clients)=(.+)$/.exec(part.trim());
    const [, party = '', list = ''] = match ?? [];
    if (match === null || lists.has(party)) {
      throw badQuantity(`${quote(text)} does not say which processors are whose`, {
        option,
        remedy: 'write server=0,clients=1, where a list may be 0-2+4',
      });
    }
    lists.set(party, parseCpuList(list, option));
  }
  return { serverCpus: lists.get('server') ?? [], clientCpus: lists.get('clients') ?? [] };
}

interface ScaledForm {
  readonly units: Readonly<Record<string, bigint>>;
  readonly kind: string;
  readonly finest: string;
  readonly option: string | undefined;
  readonly remedy: string;
}

/** Scales decimal digits by the factor of a unit, exactly; see `parseDurationNs`. */
function parseScaled(text: string, { units, kind, finest, option, remedy }: ScaledForm): number {
  const match = /^(\d[\d_]{0,29})(?:\.(\d{1,30}))?\s?([a-zA-Zµμ]*)$/.exec(text.trim());
  const [, whole = '', fraction = '', unit = ''] = match ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (match === null || factor === undefined) {
    throw badQuantity(`${quote(text)} is not ${kind}`, { option, remedy });
  }
  const scaled = BigInt(whole.replaceAll('_', '') + fraction) * factor;
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n) {
    throw badQuantity(`${quote(text)} is finer than ${finest}`, { option, remedy });
  }
  const quantity = scaled / divisor;
  if (quantity > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw badQuantity(`${quote(text)} is too large`, { option, remedy });
  }
  return Number(quantity);
}

function badQuantity(
  what: string,
  { option, remedy }: { option: string | undefined; remedy: string },
): FifobenchError {
  return new FifobenchError('bad-quantity', option === undefined ? what : `${option}: ${what}`, {
    remedy,
  });
}

/** The text in quotation marks, cut short so that an error stays one line. */
function quote(text: string): string {
  return `'${text.length > 40 ? `${text.slice(0, 40)}…` : text}'`;
}
