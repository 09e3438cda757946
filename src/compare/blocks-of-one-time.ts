// Adds blocks up that several processes measured at the same time: what they counted is added, and
// the time that they took is that of the longest.

import type { Block, OpenOutcome } from '../model/block.ts';
import { caseTotals } from '../model/case-totals.ts';
import { censoredResponses } from '../model/censored-responses.ts';
import type { Fairness } from '../model/fairness.ts';
import { summedFields } from '../model/merge-blocks.ts';
import type { CaseResult } from '../model/run.ts';

/** The blocks as one. A single block stays as it is; there is at least one. */
export function blocksOfOneTime(blocks: readonly Block[]): Block {
  const [first, ...others] = blocks as readonly [Block, ...Block[]];
  if (others.length === 0) {
    return first;
  }
  const totals = caseTotals({ blocks } as CaseResult);
  const censored = censoredResponses({ blocks } as CaseResult);
  const open = addOutcomes(blocks.flatMap((block) => block.open ?? []));
  const fairness = addFairness(blocks);
  const { race, open: _, censored: __, fairness: ___, overTime: ____, ...plain } = first;
  return {
    ...plain,
    busyNs: Math.max(...blocks.map(({ busyNs }) => busyNs)),
    ...summedFields(totals),
    serverFault: totals.serverFaults.length === 0 ? null : totals.serverFaults.join(' '),
    ...(race === undefined || totals.race === null ? {} : { race: totals.race }),
    ...(open === null ? {} : { open }),
    ...(censored === null || censored.count === 0 ? {} : { censored }),
    ...(fairness === null ? {} : { fairness }),
  };
}

function addOutcomes(outcomes: readonly OpenOutcome[]): OpenOutcome | null {
  if (outcomes.length === 0) {
    return null;
  }
  const total = (pick: (outcome: OpenOutcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + pick(outcome), 0);
  return {
    plannedCount: total(({ plannedCount }) => plannedCount),
    droppedCount: total(({ droppedCount }) => droppedCount),
    durationNs: Math.max(...outcomes.map(({ durationNs }) => durationNs)),
  };
}

/**
 * How evenly all clients were treated. Jain's index J of n clients with S handshakes together has
 * the sum of their squares, S²/(nJ), in it: these sums add, and so the index of all comes out
 * exactly. `null` where a block does not know.
 */
function addFairness(blocks: readonly Block[]): Fairness | null {
  const known = blocks.flatMap(({ fairness, handshakes }) =>
    fairness === undefined ? [] : [{ ...fairness, established: handshakes.established }],
  );
  if (known.length < blocks.length) {
    return null;
  }
  const clientCount = known.reduce((sum, each) => sum + each.clientCount, 0);
  const established = known.reduce((sum, each) => sum + each.established, 0);
  const squares = known.reduce((sum, each) => {
    const { jainRatio, clientCount: count } = each;
    return jainRatio === null ? sum : sum + each.established ** 2 / (count * jainRatio);
  }, 0);
  const present = (values: readonly (number | null)[]) => values.filter((each) => each !== null);
  const highest = (values: readonly number[]) => (values.length === 0 ? null : Math.max(...values));
  const tails = present(known.map(({ slowestP99Ns }) => slowestP99Ns));
  return {
    clientCount,
    establishedMin: Math.min(...known.map(({ establishedMin }) => establishedMin)),
    establishedMax: Math.max(...known.map(({ establishedMax }) => establishedMax)),
    jainRatio: squares === 0 ? null : established ** 2 / (clientCount * squares),
    slowestMeanNs: highest(present(known.map(({ slowestMeanNs }) => slowestMeanNs))),
    slowestP99Ns: tails.length < known.length ? null : highest(tails),
  };
}
