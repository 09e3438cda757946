// Scenarios: the built-in ones keep the bounds, a user's file is read in human units, and each
// fault is reported with its place and its reason.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findScenario, scenarios } from '../../../bench/index.ts';
import { FifobenchError } from '../../../src/errors.ts';
import {
  defaultCase,
  defaultDesign,
  groupNames,
  type ScenarioCase,
} from '../../../src/model/scenario.ts';
import { parseScenario } from '../../../src/model/scenario-file.ts';
import { validateScenario } from '../../../src/model/scenario-schema.ts';

const minimal = 'name: mine\nsummary: my own\nservers: [basic]\ncases: [{}]\n';

for (const scenario of scenarios) {
  test(`the scenario '${scenario.name}' keeps every bound and is found by its name`, () => {
    assert.deepEqual(validateScenario(scenario, scenario.name), scenario);
    assert.equal(findScenario(scenario.name), scenario);
  });
}

test('an unknown scenario is not found', () => {
  assert.equal(findScenario('none'), undefined);
});

test('a file that says the least takes everything else from the defaults', () => {
  assert.deepEqual(parseScenario(minimal, 'mine.yaml'), {
    name: 'mine',
    summary: 'my own',
    servers: ['basic'],
    cases: [defaultCase],
    design: defaultDesign,
  });
});

test('a file that says everything is read in human units', () => {
  const text = `
name: night
summary: what runs at night
servers: [forking, basic]
cases:
  - clients: 32
    threads: 2
    placement: cross core
    operations: 10
    payload: 4KiB
    think: 1ms
    timeout: 2s
    admission: race
    service: bimodal:10us,5ms,1%
    serviceKind: sleep
    ballast: 1GiB
design: { pairs: 30, slice: 10, block: 900ms, warmup: 50, delta: 5% }
`;
  assert.deepEqual(parseScenario(text, 'night.yaml'), {
    name: 'night',
    summary: 'what runs at night',
    servers: ['forking', 'basic'],
    cases: [
      {
        clientCount: 32,
        threadCount: 2,
        placement: 'cross core',
        operationCount: 10,
        payloadBytes: 4_096,
        thinkNs: 1_000_000,
        timeoutNs: 2_000_000_000,
        admission: 'race',
        burden: {
          service: {
            law: { kind: 'bimodal', usualNs: 10_000, rareNs: 5_000_000, rareRatio: 0.01 },
            kind: 'sleep',
          },
          ballastBytes: 1_073_741_824,
        },
      },
    ],
    design: {
      looks: { pairCounts: [30], errorRatio: 0.05 },
      sliceHandshakeCount: 10,
      blockNs: 900_000_000,
      warmupHandshakeCount: 50,
      deltaRatio: 0.05,
    },
  });
});

test('a file may be JSON', () => {
  const text = '{"name":"j","summary":"s","servers":["basic"],"cases":[{"clients":2}]}';
  assert.equal(parseScenario(text, 'j.json').cases[0]?.clientCount, 2);
});

const faults: readonly [claim: string, text: string, message: RegExp][] = [
  ['an empty file', '', /^s\.yaml: .*expected object/],
  ['what is no YAML', 'name: [', /^s\.yaml: .*line/],
  ['a name with a space', minimal.replace('mine', 'my own'), /^s\.yaml: name: use lower-case/],
  ['no servers', minimal.replace('[basic]', '[]'), /servers: name at least one server/],
  [
    'an unknown server',
    minimal.replace('[basic]', '[basic, fast]'),
    /servers\[1\]: no pattern is called 'fast'; there are basic, forking/,
  ],
  [
    'a server that is named twice',
    minimal.replace('[basic]', '[basic, basic]'),
    /servers\[1\]: 'basic' is named twice/,
  ],
  ['no case', minimal.replace('[{}]', '[]'), /cases: describe at least one case/],
  ['a case that repeats another', minimal.replace('[{}]', '[{}, {}]'), /cases\[1\]: repeats cases/],
  ['an unknown field', minimal.replace('{}', '{ client: 2 }'), /cases\[0\]: .*"client"/],
  ['no clients', minimal.replace('{}', '{ clients: 0 }'), /cases\[0\]\.clients: /],
  [
    'more threads than clients',
    minimal.replace('{}', '{ clients: 1, threads: 2 }'),
    /cases\[0\]: 2 threads for 1 client/,
  ],
  ['a pause without a unit', minimal.replace('{}', '{ think: 5 }'), /cases\[0\]\.think: '5' is/],
  ['a payload above 1 MiB', minimal.replace('{}', '{ payload: 2MiB }'), /cases\[0\]\.payload: /],
  ['a placement unknown', minimal.replace('{}', '{ placement: moon }'), /cases\[0\]\.placement: /],
  ['what is no law', minimal.replace('{}', '{ service: fast }'), /cases\[0\]\.service: 'fast'/],
  [
    'a way to spend a service time that is not there',
    minimal.replace('{}', '{ serviceKind: sleep }'),
    /cases\[0\]\.serviceKind: there is no service time/,
  ],
  [
    'a service time without an operation',
    minimal.replace('{}', '{ service: 1us, operations: 0 }'),
    /cases\[0\]: a service time, but no operation/,
  ],
  ['too much ballast', minimal.replace('{}', '{ ballast: 65GiB }'), /cases\[0\]\.ballast: /],
  ['fewer than six pairs', `${minimal}design: { pairs: 5 }`, /design\.pairs: .*6/],
  ['no difference that counts', `${minimal}design: { delta: 0% }`, /design\.delta: /],
];

for (const [claim, text, message] of faults) {
  test(`refuses ${claim} and says where`, () => {
    assert.throws(
      () => parseScenario(text, 's.yaml'),
      (error) => {
        assert.ok(error instanceof FifobenchError);
        assert.equal(error.code, 'invalid-scenario');
        assert.match(error.message, message);
        assert.ok(!error.message.includes('\n'), 'one line');
        return true;
      },
    );
  });
}

test('says how many more faults there are', () => {
  const text = minimal.replace('{}', '{ clients: 0, threads: 0 }');
  assert.throws(() => parseScenario(text, 's.yaml'), /\(and \d+ more\)$/);
});

test('a scenario with options on top is held to the same bounds', () => {
  const scenario = parseScenario(minimal, 's.yaml');
  const cases = [{ ...defaultCase, clientCount: 100_001 }];
  assert.throws(() => validateScenario({ ...scenario, cases }, '--clients'), {
    code: 'invalid-scenario',
    message: /^--clients: cases\[0\]\.clientCount: /,
  });
});

const names: readonly [claim: string, cases: Partial<ScenarioCase>[], names: string[]][] = [
  ['are none without cases', [], []],
  ['say clients and placement', [{}], ['1 client, unpinned']],
  [
    'leave unsaid what all have in common',
    [{ operationCount: 9 }, { operationCount: 9, clientCount: 2, placement: 'same core' }],
    ['1 client, unpinned', '2 clients, same core'],
  ],
  [
    'say whatever else tells the cases apart',
    [{ operationCount: 0 }, { operationCount: 1, admission: 'race' }],
    ['1 client, 0 operations, gate, unpinned', '1 client, 1 operation, race, unpinned'],
  ],
];

for (const [claim, cases, expected] of names) {
  test(`group names ${claim}`, () => {
    const whole = cases.map((change) => ({ ...defaultCase, ...change }));
    assert.deepEqual(groupNames(whole), expected);
  });
}
