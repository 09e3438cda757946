// fifobench as a library: the same measurements as on the command line, and as results the objects
// that it saves as JSON.

export { scenarios } from '../bench/index.ts';
export type { CheckProgress } from './check/check-servers.ts';
export { FifobenchError } from './errors.ts';
export type { LibrarySettings, NamedServer } from './library/library-settings.ts';
export {
  type CheckServerOptions,
  type CompareServersOptions,
  checkServer,
  compareServers,
  type RunLoadOptions,
  runLoad,
} from './library/measure.ts';
export type { Extent, Load } from './model/load.ts';
export type { Placement } from './model/placement.ts';
export { plannedLooks, singleLook } from './model/planned-looks.ts';
export type { Scenario, ScenarioCase } from './model/scenario.ts';
export type { ServerSpec } from './model/server-spec.ts';
export { parseProfile } from './profile/parse-profile.ts';
export type { Profile } from './profile/profile.ts';
export { type Recognition, type RecognitionOptions, recognize } from './recognize/recognize.ts';
export type { ProgressEvent, ProgressListener } from './runner/progress.ts';
export type { StoredBlock, StoredCase, StoredRun } from './store/run-schema.ts';
