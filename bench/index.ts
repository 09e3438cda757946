// Every scenario that comes with the program. To add one, write a file in `scenarios/` and name it
// in the list below.

import type { Scenario } from '../src/model/scenario.ts';
import { crowdScenario } from './scenarios/crowd.ts';
import { defaultScenario } from './scenarios/default.ts';
import { handshakeScenario } from './scenarios/handshake.ts';
import { raceScenario } from './scenarios/race.ts';

/** The scenarios in the order in which `list` shows them; their names differ. */
export const scenarios: readonly Scenario[] = [
  defaultScenario,
  handshakeScenario,
  crowdScenario,
  raceScenario,
];

/** The scenario of that name, or `undefined` where there is none. */
export function findScenario(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
