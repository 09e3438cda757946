// What servers carry: who can be given it, and in which words it is told apart.

import assert from 'node:assert/strict';
import { describe as group, test } from 'node:test';
import { FifobenchError } from '../../../src/errors.ts';
import { ballastWords, burdenOf, serviceWords } from '../../../src/model/burden.ts';
import { defaultCase, groupNames } from '../../../src/model/scenario.ts';
import { withBurden } from '../../../src/model/server-spec.ts';
import { parseServiceLaw, type ServiceTime } from '../../../src/model/service-time.ts';
import { madeCase } from '../../support/made-case.ts';

const basic = madeCase('basic', []).server;

function serviceOf(text: string, kind: ServiceTime['kind'] = 'cpu'): ServiceTime {
  return { law: parseServiceLaw(text), kind };
}

test('no time and no ballast are no burden', () => {
  assert.equal(burdenOf(undefined, 0), undefined);
  assert.equal(burdenOf(serviceOf('0'), 0), undefined);
  assert.deepEqual(burdenOf(serviceOf('0'), 7), { ballastBytes: 7 });
});

group('a built-in server', () => {
  test('takes one burden in the place of another, or none', () => {
    const laden = withBurden(basic, burdenOf(serviceOf('1us'), 0));
    assert.equal('burden' in laden && laden.burden?.ballastBytes, 0);
    assert.deepEqual(withBurden(laden, undefined), basic);
  });
});

group('a server that is attached to', () => {
  const attached = { kind: 'attached', name: 'x', model: 'basic', directory: '/x' } as const;

  test('takes none, and the option is named', () => {
    const burdens = [burdenOf(serviceOf('1us'), 0), burdenOf(undefined, 1)];
    for (const [index, option] of ['--service', '--ballast'].entries()) {
      assert.throws(
        () => withBurden(attached, burdens[index]),
        (error) => error instanceof FifobenchError && error.message.startsWith(option),
      );
    }
    assert.equal(withBurden(attached, undefined), attached);
  });
});

group('the words', () => {
  test('are those of the command line', () => {
    assert.equal(serviceWords(burdenOf(serviceOf('exp:1ms'), 0)), 'service exp:1ms');
    assert.equal(serviceWords(burdenOf(serviceOf('1ms', 'sleep'), 0)), 'service 1ms asleep');
    assert.equal(serviceWords(undefined), 'service 0');
    assert.equal(ballastWords(burdenOf(undefined, 209_715_200)), 'ballast 200MiB');
    assert.equal(ballastWords(burdenOf(undefined, 1_000)), 'ballast 1000');
    assert.equal(ballastWords(undefined), 'ballast 0');
  });

  test('are in the names of all cases wherever one server carries something', () => {
    const laden = { ...defaultCase, burden: { service: serviceOf('5ms'), ballastBytes: 1 } };
    assert.deepEqual(groupNames([defaultCase, laden]), [
      '1 client, service 0, ballast 0, unpinned',
      '1 client, service 5ms, ballast 1, unpinned',
    ]);
    const { service } = laden.burden;
    assert.deepEqual(groupNames([{ ...defaultCase, burden: { service, ballastBytes: 0 } }]), [
      '1 client, service 5ms, unpinned',
    ]);
  });
});
