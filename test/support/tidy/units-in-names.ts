// Every quantity ends in its unit. A name that speaks of time, size, rate or ratio and has the type
// of a number must carry a unit among its words: latencyNs, latencyNsMax, payload_bytes. In C++ the
// type Nanoseconds is a unit itself, and a bare `size` is bytes, as in the standard library.

import {
  codeOf,
  type Finding,
  isNative,
  isScript,
  lineAt,
  type SourceFile,
} from './source-file.ts';

/** The words of a name that speak of a quantity which has a unit. */
const speaking = new Set([
  ...['latency', 'latencies', 'duration', 'durations', 'timeout', 'delay', 'interval', 'elapsed'],
  ...['deadline', 'period', 'timestamp', 'uptime', 'age', 'lifetime', 'pause', 'time', 'wait'],
  ...['size', 'sizes', 'memory', 'payload', 'rss', 'throughput', 'bandwidth', 'frequency', 'rate'],
  ...['percentage', 'fraction', 'proportion'],
]);

/** The words that are units; what qualifies the quantity may follow. */
const units = new Set([
  ...['ns', 'us', 'ms', 's', 'seconds', 'minutes', 'hours', 'days', 'milliseconds', 'nanoseconds'],
  ...['bytes', 'kib', 'mib', 'gib', 'pages', 'bits', 'count', 'ratio', 'percent', 'per', 'hz'],
  ...['columns', 'lines', 'characters', 'digits', 'ticks', 'khz', 'mhz'],
]);

/** A name that ends in one of these is no quantity, whatever it belongs to. */
const notQuantities = new Set(['status', 'state', 'kind', 'index', 'id', 'name', 'fd', 'errno']);

const scriptTypes = ['number', 'bigint', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];
const nativeTypes = [
  ...['int', 'long', 'short', 'unsigned', 'float', 'double', 's?size_t', 'off_t'],
  '(?:std::)?u?int(?:8|16|32|64)_t',
];
const scriptDeclaration = new RegExp(
  `(?<![\\w$.])([A-Za-z_$][\\w$]*)\\??\\s*:\\s*(?:readonly\\s+)?(?:${scriptTypes.join('|')})\\b`,
  'g',
);
const scriptConstant = /\b(?:const|let)\s+([A-Za-z_$][\w$]*)\s*=\s*-?[\d][\d_.e*\s]*;/g;
const nativeDeclaration = new RegExp(
  `\\b(?:${nativeTypes.join('|')})[\\s&*]+(?:const\\s+)?([A-Za-z_]\\w*)(?=\\s*[;=,){[])`,
  'g',
);

/** Every number whose name speaks of a quantity has a unit in its name. */
export function quantitiesNameTheirUnit(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) => {
    const code = codeOf(file);
    const found = patternsFor(file).flatMap((pattern) => [...code.matchAll(pattern)]);
    return found
      .filter((match) => lacksUnit(match[1] ?? ''))
      .filter((match) => !(isNative(file) && /^size_?$/.test(match[1] ?? '')))
      .map((match) => ({
        path: file.path,
        line: lineAt(code, match.index + match[0].indexOf(match[1] ?? '')),
        what: `${match[1]} does not name its unit`,
        cure: 'end it in Ns, Ms, Bytes, Count, Ratio, PerSecond, …; qualifiers come after the unit',
      }));
  });
}

/** Whether a name speaks of a quantity and names no unit. */
export function lacksUnit(name: string): boolean {
  const words = wordsOf(name);
  const isQuantity = !notQuantities.has(words.at(-1) ?? '');
  const speaks = words.some((word) => speaking.has(word));
  return isQuantity && speaks && !words.some((word) => units.has(word));
}

/** camelCase, PascalCase, snake_case and CAPITALS, as lower-case words; kConstant loses its k. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/^k(?=[A-Z])/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[_$#]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

function patternsFor(file: SourceFile): RegExp[] {
  if (isNative(file)) {
    return [nativeDeclaration];
  }
  return isScript(file) ? [scriptDeclaration, scriptConstant] : [];
}
