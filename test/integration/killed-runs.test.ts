// Measurements that are killed with SIGKILL, at moments that follow from a seed: nothing is left of
// them but what had ended, and `report` shows all of that. `npm run kill-moments` does so at random
// over whole lives.

import { test } from 'node:test';
import { type KilledCommand, type KillMoment, killOnce } from '../support/killed-run.ts';
import { scratchDirectory } from '../support/scratch-directory.ts';

const kills: readonly (readonly [
  claim: string,
  { readonly command: KilledCommand; readonly moment: KillMoment },
])[] = [
  ['while it starts', { command: 'compare', moment: { kind: 'at', afterMs: 50 } }],
  ['before its first block', { command: 'sweep', moment: { kind: 'at', afterMs: 300 } }],
  [
    'as the first block ends',
    { command: 'compare', moment: { kind: 'block', ordinal: 1, afterMs: 0 } },
  ],
  [
    'just after a block in its midst',
    { command: 'compare', moment: { kind: 'block', ordinal: 6, afterMs: 2 } },
  ],
  ['between two points', { command: 'sweep', moment: { kind: 'block', ordinal: 3, afterMs: 5 } }],
  ['as its only block ends', { command: 'run', moment: { kind: 'block', ordinal: 1, afterMs: 0 } }],
  ['as it begins to be saved', { command: 'sweep', moment: { kind: 'save', afterMs: 0 } }],
  ['as it has just been saved', { command: 'compare', moment: { kind: 'save', afterMs: 1 } }],
];

for (const [claim, kill] of kills) {
  test(`a ${kill.command} killed ${claim} leaves its blocks and nothing else`, async (context) => {
    const { endedCount, keptCount, shownCount } = await killOnce(scratchDirectory(context), kill);
    context.diagnostic(`${endedCount} blocks ended, ${keptCount} kept, ${shownCount} shown`);
  });
}
