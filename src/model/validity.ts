// Whether conclusions may be drawn from a run: reads the figures that decide it from its cases. The
// rules and their limits are in validity-causes.ts.

import type { Block } from './block.ts';
import { type CaseTotals, caseTotals, usePerHandshake } from './case-totals.ts';
import type { CaseResult, ComparisonDesign, Validity } from './run.ts';
import {
  type ClosedModelFigures,
  type GeneratorFigures,
  type OpenModelFigures,
  validityCauses,
} from './validity-causes.ts';

/** What the cases themselves do not say. */
export interface ValidityContext {
  /** `null`: nothing is compared. */
  readonly design: ComparisonDesign | null;
  /** How open plans were kept, by the name of the case; without them a plan is not judged. */
  readonly openFigures?: ReadonlyMap<string, OpenModelFigures>;
}

/**
 * The validity of a run of these cases; without cases nothing speaks against it. Of a comparison in
 * slices, drift is not judged, since it meets all servers alike, and neither is Little's law, since
 * every slice has edges of its own. With open load the processor time of the generator is not
 * judged, since it spins before each arrival; its lag is.
 */
export function judgeValidity(cases: readonly CaseResult[], context: ValidityContext): Validity {
  const causes = cases.flatMap((caseResult) => {
    const totals = caseTotals(caseResult);
    const isOpen = caseResult.load.open !== undefined;
    return validityCauses({
      caseName: caseResult.name,
      establishedCount: totals.handshakes.established,
      serverFaults: faultsOf(caseResult.blocks),
      open: context.openFigures?.get(caseResult.name) ?? null,
      generator: isOpen ? null : generatorFigures(caseResult, totals),
      closed: isOpen ? null : closedFigures(caseResult, totals),
      blockMediansNs: context.design?.kind === 'duet' ? [] : blockMediansNs(caseResult.blocks),
    });
  });
  return { valid: causes.length === 0, causes };
}

/** Faults of A/A pairs too: a server that fails against itself is not to be trusted. */
function faultsOf(blocks: readonly Block[]): string[] {
  return [...new Set(blocks.flatMap(({ serverFault }) => serverFault ?? []))];
}

/**
 * The kernel's account covers the warm-up too, so that its share of the measured time is taken by
 * handshakes: what one costs, times those that were measured.
 */
function generatorFigures(
  { load, placement }: CaseResult,
  { busyNs, handshakes, clientUse }: CaseTotals,
): GeneratorFigures | null {
  const { cpuNs } = usePerHandshake(clientUse);
  const cpusetCount = placement.clientCpus.length;
  return cpuNs === null
    ? null
    : {
        cpuNs: cpuNs * Math.min(handshakes.established, clientUse.handshakeCount),
        elapsedNs: busyNs,
        coreCount: cpusetCount === 0 ? load.threadCount : Math.min(load.threadCount, cpusetCount),
      };
}

/** `null` unless the case is one block that stands alone: one undivided stretch. */
function closedFigures(
  { load, blocks }: CaseResult,
  { busyNs, handshakes, latencies }: CaseTotals,
): ClosedModelFigures | null {
  const [block, ...others] = blocks;
  const responseMeanNs = latencies.response.meanNs;
  if (block?.pair !== null || others.length > 0 || responseMeanNs === null) {
    return null;
  }
  return {
    clientCount: load.clientCount,
    threadCount: load.threadCount,
    elapsedNs: busyNs,
    establishedCount: handshakes.established,
    otherCount: handshakes.failed + handshakes.unfinished,
    operationCount: load.operationCount,
    responseMeanNs,
    thinkNs: load.thinkNs,
  };
}

function blockMediansNs(blocks: readonly Block[]): number[] {
  return blocks
    .filter(({ pairKind }) => pairKind !== 'same')
    .flatMap(({ latencies }) => latencies.service.percentileNs(0.5) ?? []);
}
