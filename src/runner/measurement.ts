// What every measurement starts from and ends in: options, circumstances, and the run that they and
// the cases make.

import { describeEnvironment } from '../environment/describe-environment.ts';
import { toolIdentity } from '../environment/tool-identity.ts';
import type { Extent } from '../model/load.ts';
import type { CaseResult, ComparisonDesign, Run } from '../model/run.ts';
import { judgeValidity } from '../model/validity.ts';
import type { OpenModelFigures } from '../model/validity-causes.ts';
import type { Verdict } from '../model/verdict.ts';
import type { ProgressListener } from './progress.ts';

/** What the caller of any measurement may say. */
export interface MeasurementOptions {
  /** Where servers get their directories; see `runDirectoryParent`. */
  readonly parentDirectory: string;
  /** Orders slices and seeds the bootstrap; 0 to 2^32 - 1. */
  readonly seed: number;
  /** Ends the measurement early; what was measured is kept. */
  readonly signal: AbortSignal;
  /** Called about four times a second; absent: nobody wants to know, and nothing is looked at. */
  readonly onProgress?: ProgressListener | undefined;
  /**
   * Called whenever blocks have ended, with a run that holds only those: what would be lost if this
   * process were to die. Absent: nobody wants to know.
   */
  readonly onBlocks?: (latest: Run) => void;
}

/** The parts of a run that differ from measurement to measurement. */
export interface RunParts {
  readonly kind: Run['kind'];
  readonly scenario: string;
  readonly extent: Extent;
  readonly design: ComparisonDesign | null;
  readonly cases: readonly CaseResult[];
  readonly verdicts: readonly Verdict[];
  readonly notes: readonly string[];
  /** A case could not be measured to its end for a reason other than an abort. */
  readonly isIncomplete: boolean;
  /** How open plans were kept, by the name of the case; absent: all load was closed. */
  readonly openFigures?: ReadonlyMap<string, OpenModelFigures>;
  readonly startedAt: Date;
  readonly elapsedNs: number;
}

/** Puts a run together from its parts and the circumstances. */
export async function assembleRun(parts: RunParts, options: MeasurementOptions): Promise<Run> {
  const { isIncomplete, startedAt, openFigures, ...rest } = parts;
  return {
    ...rest,
    tool: await toolIdentity(),
    startedAt: startedAt.toISOString(),
    status: options.signal.aborted ? 'interrupted' : isIncomplete ? 'failed' : 'complete',
    seed: options.seed,
    validity: judgeValidity(parts.cases, {
      design: parts.design,
      ...(openFigures === undefined ? {} : { openFigures }),
    }),
    environment: await describeEnvironment(options.parentDirectory),
  };
}

/** What is known of a run before it is measured. */
export type RunPlan = Pick<RunParts, 'kind' | 'scenario' | 'extent' | 'design' | 'startedAt'>;

/**
 * Returns what tells `onBlocks` of cases with the blocks that have just ended; a case without one
 * is left out. The circumstances are looked at once, before anything is measured.
 */
export async function blockTeller(
  plan: RunPlan,
  options: MeasurementOptions,
): Promise<(cases: readonly CaseResult[]) => void> {
  const { onBlocks } = options;
  if (onBlocks === undefined) {
    return () => undefined;
  }
  const none = { cases: [], verdicts: [], notes: [], isIncomplete: true, elapsedNs: 0 };
  const empty = await assembleRun({ ...plan, ...none }, options);
  return (cases) => {
    const known = cases.filter(({ blocks }) => blocks.length > 0);
    if (known.length > 0) {
      const elapsedNs = Date.now() * 1e6 - plan.startedAt.getTime() * 1e6;
      onBlocks({ ...empty, cases: known, elapsedNs, status: 'failed' });
    }
  };
}
