// Makes a text fit a width where it cannot be broken into lines, with a mark where something is
// missing.

const cutMark = '…';

/** As much of the beginning as fits `columns` (0 or more) with the mark. */
export function cutEnd(text: string, columns: number): string {
  return text.length <= columns ? text : beginning(text, columns - 1) + cutMark.slice(0, columns);
}

/** Beginning and end, which tell commands apart better than their middles do; as `cutEnd`. */
export function cutMiddle(text: string, columns: number): string {
  if (text.length <= columns) {
    return text;
  }
  const keptCount = Math.max(0, columns - 1);
  const tail = text.slice(text.length - Math.floor(keptCount / 2));
  const head = beginning(text, Math.ceil(keptCount / 2));
  return `${head}${cutMark.slice(0, columns)}${keptCount < 2 ? '' : tail}`;
}

function beginning(text: string, count: number): string {
  return text.slice(0, Math.max(0, count));
}
