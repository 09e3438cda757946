// The rules of tidiness, each broken once by an invented file, and each satisfied by its cure. What
// must not be written here in one piece is put together from halves.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { blank } from '../support/tidy/blank.ts';
import { importsFormNoCycle } from '../support/tidy/cycles.ts';
import { exportsAreDocumented, filesOpenWithAComment } from '../support/tidy/documentation.ts';
import { findFunctions } from '../support/tidy/functions.ts';
import * as native from '../support/tidy/native-rooms.ts';
import * as privileges from '../support/tidy/privileges.ts';
import { examplesAreTheSameEveryDay } from '../support/tidy/repeatable.ts';
import { everyRoomHasALevel, importsFollowTheArrows } from '../support/tidy/rooms.ts';
import { rules } from '../support/tidy/rules.ts';
import * as sizes from '../support/tidy/sizes.ts';
import { describeFinding, type Rule, type SourceFile } from '../support/tidy/source-file.ts';
import { lacksUnit, quantitiesNameTheirUnit, wordsOf } from '../support/tidy/units-in-names.ts';
import { unitTestsDoNotSleep } from '../support/tidy/waiting.ts';
import * as words from '../support/tidy/words.ts';

interface Row {
  readonly rule: Rule;
  readonly claim: string;
  readonly path: string;
  readonly broken: string;
  readonly cured: string;
}

const body = (count: number) => 'let a = 1;\n'.repeat(count);

const rows: readonly Row[] = [
  {
    rule: importsFollowTheArrows,
    claim: 'a type taken from a higher room is found',
    path: 'src/model/a.ts',
    broken: "import type { A } from '../runner/a.ts';",
    cured: "import type { A } from '../stats/a.ts';",
  },
  {
    rule: importsFollowTheArrows,
    claim: 'an import from a neighbour of the same level is found',
    path: 'src/runner/a.ts',
    broken: "import { a } from '../report/a.ts';",
    cured: "import { a } from './b.ts';",
  },
  {
    rule: importsFollowTheArrows,
    claim: 'a dynamic import from setup is found',
    path: 'src/cli/a.ts',
    broken: "await import('../setup/setup.mjs');",
    cured: "// await import('../setup/setup.mjs');",
  },
  {
    rule: importsFormNoCycle,
    claim: 'a file that imports itself is found',
    path: 'src/stats/a.ts',
    broken: "export { a } from './a.ts';",
    cured: "export { a } from './b.ts';",
  },
  {
    rule: privileges.pureRoomsStayPure,
    claim: 'the disk in a pure room is found',
    path: 'src/report/a.ts',
    broken: "import { readFileSync } from 'node:fs';",
    cured: "const text = 'console, process.env and Date.now()';",
  },
  {
    rule: privileges.pureRoomsStayPure,
    claim: 'a clock inside a template is found',
    path: 'src/stats/a.ts',
    broken: 'const a = `${Date.now()}`;',
    cured: 'const a = `Date.now()`;',
  },
  {
    rule: privileges.onlyEngineNamesTheAddon,
    claim: 'the addon outside the engine is found',
    path: 'src/runner/a.ts',
    broken: "require('#native');",
    cured: "require('native');",
  },
  {
    rule: privileges.onlyStoreUsesResults,
    claim: 'results/ outside the store is found',
    path: 'src/cli/a.ts',
    broken: "const a = 'results/runs';",
    cured: "const a = 'the results';",
  },
  {
    rule: privileges.onlyCliPrintsAndExits,
    claim: 'an exit outside the command line is found',
    path: 'src/runner/a.ts',
    broken: 'process.exit(1);',
    cured: 'child.process.exit(1);',
  },
  {
    rule: privileges.workersOnlyHandOver,
    claim: 'a percentile in a worker is found',
    path: 'workers/a.ts',
    broken: 'a.valueAtPercentile(99);',
    cured: 'a.add(b);',
  },
  {
    rule: privileges.setupStandsAlone,
    claim: 'a dependency of setup is found',
    path: 'src/setup/a.mjs',
    broken: "import { z } from 'zod';",
    cured: "import { join } from 'node:path';",
  },
  {
    rule: everyRoomHasALevel,
    claim: 'a new room is found',
    path: 'src/cellar/a.ts',
    broken: 'let a = 1;',
    cured: '',
  },
  {
    rule: native.nodeHeadersStayInTheAddon,
    claim: 'a header of Node in the client is found',
    path: 'native/client/a.cc',
    broken: '#include <napi.h>',
    cured: '#include "core/napi_free.h"',
  },
  {
    rule: native.includesFollowTheArrows,
    claim: 'a server that includes the client is found',
    path: 'native/servers/a.cc',
    broken: '#include "client/engine.h"',
    cured: '#include "core/fd.h"',
  },
  {
    rule: native.onlyTheOwnerCloses,
    claim: 'a raw close is found',
    path: 'native/servers/a.cc',
    broken: 'void f() { ::close(fd); }',
    cured: 'void Session::close() { a.close(); pipe->close(); } Value close(const Info& a);',
  },
  {
    rule: sizes.functionsFitTheEye,
    claim: 'a method of 71 lines is found',
    path: 'src/stats/a.ts',
    broken: `class A {\n  b(a: { c: number }): { d: number } {\n${body(69)}}\n}`,
    cured: `class A {\n  b(a: { c: number }): { d: number } {\n${body(68)}}\n}`,
  },
  {
    rule: sizes.functionsFitTheEye,
    claim: 'a function of C++ with 71 lines is found in its namespace',
    path: 'native/core/a.cc',
    broken: `namespace a {\nbool b(int c) const {\n${body(69)}}\n}`,
    cured: `namespace a {\n${body(80)}bool b(int c) const {\n${body(9)}}\n}`,
  },
  {
    rule: sizes.filesHoldOneIdea,
    claim: 'a file of 401 lines is found',
    path: 'src/stats/a.ts',
    broken: body(401),
    cured: body(400),
  },
  {
    rule: sizes.linesFitTheScreen,
    claim: 'a line of 101 characters is found',
    path: 'native/core/a.h',
    broken: 'x'.repeat(101),
    cured: 'µ'.repeat(100),
  },
  {
    rule: quantitiesNameTheirUnit,
    claim: 'a time without its unit is found',
    path: 'src/model/a.ts',
    broken: 'interface A { readonly latency?: number }',
    cured: 'interface A { readonly latencyNsMax?: number; readonly delay: Delay }',
  },
  {
    rule: quantitiesNameTheirUnit,
    claim: 'a constant without its unit is found in C++',
    path: 'native/core/a.h',
    broken: 'constexpr int kTimeout = 5;',
    cured: 'constexpr int kTimeoutMs = 5; constexpr Nanoseconds kPause = 5;',
  },
  {
    rule: words.nothingIsAny,
    claim: 'a type that is any is found',
    path: 'src/model/a.ts',
    broken: `let a: ${'any'};`,
    cured: "let a: unknown; // any: of them, 'as any'",
  },
  {
    rule: words.nothingIsLeftUndone,
    claim: 'a note of work undone is found',
    path: 'native/core/a.h',
    broken: `// TO${'DO'}: later`,
    cured: '// to do this, do that',
  },
  {
    rule: words.exportsHaveNames,
    claim: 'a default export is found',
    path: 'src/model/a.ts',
    broken: 'export default 1;',
    cured: 'export const a = 1;',
  },
  {
    rule: words.noMachineIsNamed,
    claim: 'a home directory is found, in any text',
    path: 'docs/a.md',
    broken: `see /ro${'ot'}/notes`,
    cured: 'see docs/notes, https://nodejs.org and /tmp/x',
  },
  {
    rule: exportsAreDocumented,
    claim: 'an export without a comment is found',
    path: 'src/model/a.ts',
    broken: '// about a\nexport const a = 1;',
    cured: '/** About a. */\nexport const a = 1;',
  },
  {
    rule: filesOpenWithAComment,
    claim: 'a file that begins with code is found',
    path: 'src/model/a.ts',
    broken: 'let a = 1; // what it is',
    cured: '#!/usr/bin/env node\n// What it is.\nlet a = 1;',
  },
  {
    rule: filesOpenWithAComment,
    claim: 'an example that does not say what it speaks is found',
    path: 'test/servers/echo.py',
    broken: '#!/usr/bin/env python3\nimport os',
    cured: '#!/usr/bin/env python3\n# Speaks lines.\nimport os',
  },
  {
    rule: unitTestsDoNotSleep,
    claim: 'a timer in a unit test is found',
    path: 'test/unit/a.test.ts',
    broken: `await new Promise((done) => set${'Timeout'}(done, 5));`,
    cured: 'clock.advance(5);',
  },
  {
    rule: examplesAreTheSameEveryDay,
    claim: 'a test takes its examples from a fixed seed',
    path: 'test/unit/units.test.ts',
    broken: "import fc from 'fast-check';",
    cured: "import { fc } from '../support/property.ts';",
  },
];

group('each rule', () => {
  for (const { rule, claim, path, broken, cured } of rows) {
    test(claim, () => {
      assert.equal(rule([{ path, text: broken }]).length, 1);
      assert.deepEqual(rule([{ path, text: cured }]).filter(hasBody(cured)), []);
    });
  }

  test('is broken by one of these', () => {
    const broken = new Set(rows.map(({ rule }) => rule));
    const named = new Set<Rule>([words.filesAreNamedAfterThings]);
    const missing = rules.filter(([, rule]) => !broken.has(rule) && !named.has(rule));
    assert.deepEqual(
      missing.map(([claim]) => claim),
      [],
    );
  });

  test('says file, line, what and cure', () => {
    const [finding] = sizes.linesFitTheScreen([{ path: 'a.ts', text: `\n${'x'.repeat(101)}` }]);
    assert.ok(finding !== undefined);
    const text = 'a.ts:2: a line of 101 characters: break it; 100 at most';
    assert.equal(describeFinding(finding), text);
  });
});

group('names of files', () => {
  const vague = ['utils', 'string-helpers', 'common', 'misc', 'pool-manager'];
  const shapeless = ['loadPool', 'Load', 'load_pool'];
  for (const name of [...vague, ...shapeless]) {
    test(`${name}.ts is found`, () => {
      const found = words.filesAreNamedAfterThings([{ path: `src/runner/${name}.ts`, text: '' }]);
      assert.equal(found.length, 1);
    });
  }

  test('things are left alone, in either style', () => {
    const paths = [
      ...['src/runner/load-pool.ts', 'native/core/fifo_end.h', 'test/unit/a-b.test.ts'],
      ...['test/servers/name_echo.py', 'test/servers/hostile_silent.sh'],
    ];
    const files = paths.map((path) => ({ path, text: '' }));
    assert.deepEqual(words.filesAreNamedAfterThings(files), []);
  });
});

group('blanking', () => {
  const blanked = (text: string, isNative = false) =>
    blank(text, { isNative, keepsStrings: false });

  const texts: readonly [claim: string, text: string, code: string][] = [
    ['comments go', 'a; // b\n/* c\n */d', 'a;     \n    \n   d'],
    ['contents of strings go, quotes stay', "a('b\\'c')", "a('    ')"],
    ['code inside a template stays', '`a${b}c`;', '` ${b} `;'],
    ['templates nest', '`${a ? `b${c}` : {}}d`', '`${a ? ` ${c}` : {}} `'],
    ['a regular expression goes', 'x = /[/"]\'/;', 'x = /     /;'],
    ['a division stays', 'a / b / c', 'a / b / c'],
  ];
  for (const [claim, text, code] of texts) {
    test(claim, () => assert.equal(blanked(text), code));
  }

  test('a raw string of C++ goes', () => {
    assert.equal(blanked('a = R"x(b)")x";', true), 'a = R        ";');
  });

  test('digits of C++ stay together', () => {
    assert.equal(blanked("a = 1'000; b = 'x';", true), "a = 1'000; b = ' ';");
  });
});

group('finding functions', () => {
  const count = (text: string, path = 'a.ts') => findFunctions([file(path, text)]).length;

  test('functions, methods, accessors and arrows count', () => {
    const text =
      'function a() {} class B { c() {} get d(): E { return 1; } } f(() => {}, (g) => {});';
    assert.equal(count(text), 5);
  });

  test('blocks, literals, types and classes do not', () => {
    const text =
      'if (a) {} else {} for (;;) {} while (a) {} switch (a) { case 1: {} } const a = { b: {} };' +
      ' type A = { b: C } | { d: E };' +
      ' interface F { g(): void } try {} catch (e) {} do {} while (h);';
    assert.equal(count(text), 0);
  });

  test('the body of a test group is told apart', () => {
    const found = findFunctions([file('a.test.ts', "group('a', () => { test('b', () => {}); });")]);
    assert.deepEqual(
      found.map(({ isTestGroup }) => isTestGroup),
      [false, true],
    );
  });

  test('functions, methods, constructors and lambdas of C++ count', () => {
    const text =
      'namespace a { struct B { B() : c_{1}, d_(2) {} int e() const { return 1; } };' +
      ' auto f = [&](int g) { return g; }; }';
    assert.equal(count(text, 'a.cc'), 3);
  });
});

group('units in names', () => {
  const named = ['latencyNs', 'latencyNsMax', 'payload_bytes', 'kTimeoutMs', 'sizeCount', 'rateHz'];
  for (const name of [...named, 'ratePerSecond', 'wait_status', 'image', 'sizeable']) {
    test(`${name} is complete`, () => assert.equal(lacksUnit(name), false));
  }
  for (const name of ['latency', 'maxDelay', 'kTimeout', 'timeout_max', 'elapsed', 'bufferSize']) {
    test(`${name} lacks its unit`, () => assert.equal(lacksUnit(name), true));
  }

  test('names fall into words', () => {
    assert.deepEqual(wordsOf('kFirstPauseNs'), ['first', 'pause', 'ns']);
    assert.deepEqual(wordsOf('PAYLOAD_BYTES'), ['payload', 'bytes']);
  });
});

function file(path: string, text: string): SourceFile {
  return { path, text };
}

/** A cure that consists in the file not being there has no text. */
function hasBody(text: string): () => boolean {
  return () => text !== '';
}
