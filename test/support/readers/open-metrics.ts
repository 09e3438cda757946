// Reads OpenMetrics text strictly by the rules of its specification (version 1.0, the part of its
// grammar that gauges need), so that an exposition which passes here is read by others too.

import assert from 'node:assert/strict';

/** One point of a series. */
export interface MetricPoint {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Seconds since the epoch; `null`: none was given. */
  readonly timestampSeconds: number | null;
}

const nameForm = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const number = '[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?';
const sampleForm = new RegExp(
  `^([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*\\})? (${number})(?: (${number}))?$`,
);
const labelForm = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^\\"\n]|\\[\\"n])*)"/y;

/** The points of an exposition. Fails with an assertion at the first rule that it breaks. */
export function readOpenMetrics(text: string): MetricPoint[] {
  assert.ok(text.endsWith('# EOF\n'), 'it ends with # EOF');
  const lines = text.slice(0, -'# EOF\n'.length).split('\n');
  assert.equal(lines.pop(), '', 'every line ends in a line feed');
  const families = new Set<string>();
  const series = new Set<string>();
  const points: MetricPoint[] = [];
  let family = '';
  let described = new Set<string>();
  let open = '';
  for (const line of lines) {
    const [, kind = '', name = '', rest = ''] = /^# (\w+) (\S+) (.*)$/.exec(line) ?? [];
    if (kind !== '') {
      if (name !== family) {
        assert.ok(!families.has(name), `${name} is in one piece`);
        assert.match(name, nameForm);
        families.add(name);
        [family, described, open] = [name, new Set(), ''];
      }
      assert.ok(open === '', `${kind} stands before the samples of ${name}`);
      assert.ok(!described.has(kind), `one ${kind} of ${name}`);
      described.add(kind);
      assert.ok(['TYPE', 'UNIT', 'HELP'].includes(kind), `${kind} is no descriptor`);
      assert.ok(kind !== 'TYPE' || rest === 'gauge', 'only gauges are known here');
      assert.ok(kind !== 'UNIT' || name.endsWith(`_${rest}`), `${name} ends in its unit ${rest}`);
      continue;
    }
    const point = readSample(line);
    assert.equal(point.name, family, 'a sample follows its descriptors');
    const key = `${point.name}${JSON.stringify(point.labels)}`;
    const previous = points.at(-1);
    if (key === open) {
      assert.ok((previous?.timestampSeconds ?? 0) < (point.timestampSeconds ?? 0), 'time ascends');
    } else {
      assert.ok(!series.has(key), `the points of ${key} stand together`);
      series.add(key);
      open = key;
    }
    points.push(point);
  }
  return points;
}

function readSample(line: string): MetricPoint {
  const match = sampleForm.exec(line);
  assert.ok(match !== null, `no sample: ${line}`);
  const [, name = '', labels = '', value, timestamp] = match;
  return {
    name,
    labels: labels === '' ? {} : readLabels(labels.slice(1, -1)),
    value: Number(value),
    timestampSeconds: timestamp === undefined ? null : Number(timestamp),
  };
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  labelForm.lastIndex = 0;
  while (labelForm.lastIndex < text.length) {
    const match = labelForm.exec(text);
    assert.ok(match !== null, `labels that cannot be read: ${text}`);
    const [, name = '', value = ''] = match;
    assert.ok(!(name in labels), `one label ${name}`);
    labels[name] = value.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
    if (labelForm.lastIndex < text.length) {
      assert.equal(text[labelForm.lastIndex], ',');
      labelForm.lastIndex += 1;
    }
  }
  return labels;
}
