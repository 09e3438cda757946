// Reads comma-separated values strictly by RFC 4180: lines end in CR LF, quotes only around whole
// fields, as many fields in each line.

import assert from 'node:assert/strict';

const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;

/** The lines as objects by the names in the first one. Fails with an assertion. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  field.lastIndex = 0;
  while (field.lastIndex < text.length) {
    const start = field.lastIndex;
    const match = field.exec(text);
    assert.ok(match !== null, `no field at ${JSON.stringify(text.slice(start, start + 60))}`);
    const [, quoted, plain, end] = match;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') {
      rows.push([]);
    }
  }
  assert.deepEqual(rows.pop(), [], 'the last line ends too');
  const [names = [], ...lines] = rows;
  return lines.map((cells) => {
    assert.equal(cells.length, names.length, 'as many fields in each line');
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  });
}
