// Every rule of tidiness, by the claim that it checks. To add one, write it beside the others, name
// it here, and break it once in test/unit/tidy-rules.test.ts.

import { importsFormNoCycle } from './cycles.ts';
import { exportsAreDocumented, filesOpenWithAComment } from './documentation.ts';
import {
  includesFollowTheArrows,
  nodeHeadersStayInTheAddon,
  onlyTheOwnerCloses,
} from './native-rooms.ts';
import {
  onlyCliPrintsAndExits,
  onlyEngineNamesTheAddon,
  onlyStoreUsesResults,
  pureRoomsStayPure,
  setupStandsAlone,
  workersOnlyHandOver,
} from './privileges.ts';
import { examplesAreTheSameEveryDay } from './repeatable.ts';
import { everyRoomHasALevel, importsFollowTheArrows } from './rooms.ts';
import { filesHoldOneIdea, functionsFitTheEye, linesFitTheScreen } from './sizes.ts';
import type { Rule } from './source-file.ts';
import { quantitiesNameTheirUnit } from './units-in-names.ts';
import { unitTestsDoNotSleep } from './waiting.ts';
import {
  exportsHaveNames,
  filesAreNamedAfterThings,
  noMachineIsNamed,
  nothingIsAny,
  nothingIsLeftUndone,
} from './words.ts';

/** The claims and their rules, in the order in which they are reported. */
export const rules: readonly (readonly [claim: string, rule: Rule])[] = [
  ['every room has a level', everyRoomHasALevel],
  ['imports go to a lower level or stay in their room', importsFollowTheArrows],
  ['no imports form a cycle', importsFormNoCycle],
  ['pure rooms compute and nothing else', pureRoomsStayPure],
  ['only the engine names the addon', onlyEngineNamesTheAddon],
  ['only the store uses results/', onlyStoreUsesResults],
  ['only the command line prints and exits', onlyCliPrintsAndExits],
  ['workers only hand over', workersOnlyHandOver],
  ['setup imports nothing but node and itself', setupStandsAlone],
  ['headers of Node stay in the addon', nodeHeadersStayInTheAddon],
  ['native includes follow the arrows', includesFollowTheArrows],
  ['descriptors are closed by their owner', onlyTheOwnerCloses],
  ['functions fit the eye', functionsFitTheEye],
  ['files hold one idea', filesHoldOneIdea],
  ['lines fit the screen', linesFitTheScreen],
  ['quantities name their unit', quantitiesNameTheirUnit],
  ['nothing is any', nothingIsAny],
  ['nothing is left undone', nothingIsLeftUndone],
  ['files are named after things', filesAreNamedAfterThings],
  ['exports have names', exportsHaveNames],
  ['exports are documented', exportsAreDocumented],
  ['files open with a comment', filesOpenWithAComment],
  ['no machine is named', noMachineIsNamed],
  ['unit tests do not sleep', unitTestsDoNotSleep],
  ['examples are the same every day', examplesAreTheSameEveryDay],
];
