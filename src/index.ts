// fifobench as a library: the same measurements and the same results as on the command line.

export {
  type CheckOptions,
  type CheckProgress,
  checkServer,
  checkServers,
} from './check/check-servers.ts';
export type { FifobenchError } from './errors.ts';
export type { Block } from './model/block.ts';
export type { CheckedServer, ProbeOutcome, ProbeResult } from './model/check-result.ts';
export { type FittedLoad, fitLoad } from './model/fit-load.ts';
export type { Extent, Load } from './model/load.ts';
export type { Placement } from './model/placement.ts';
export type { CaseResult, ComparisonDesign, Run } from './model/run.ts';
export type { Scenario } from './model/scenario.ts';
export type { ServerSpec } from './model/server-spec.ts';
export type { Verdict } from './model/verdict.ts';
export { parseProfile } from './profile/parse-profile.ts';
export type { Profile } from './profile/profile.ts';
export { type Recognition, type RecognitionOptions, recognize } from './recognize/recognize.ts';
export {
  type ComparedCase,
  type CompareOptions,
  compareServers,
} from './runner/compare-servers.ts';
export type { ProgressEvent, ProgressListener } from './runner/progress.ts';
export { type LoadOptions, runLoad } from './runner/run-load.ts';
