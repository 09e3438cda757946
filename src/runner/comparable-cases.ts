// From the cases of a scenario to those that servers are put against each other in on this machine:
// with a load that all of them can bear, and with processors that there are.

import { FifobenchError } from '../errors.ts';
import { fitLoad } from '../model/fit-load.ts';
import { type Placement, placementWords } from '../model/placement.ts';
import {
  groupNames,
  loadOf,
  type ScenarioCase,
  type ScenarioPlacement,
} from '../model/scenario.ts';
import { profileOf, type ServerSpec } from '../model/server-spec.ts';
import type { ComparedCase } from './compare-servers.ts';

/** Which servers, and the processors for a placement; `null`: this machine has too few. */
export interface CasesRequest {
  readonly servers: readonly ServerSpec[];
  readonly placementOf: (name: ScenarioPlacement) => Placement | null;
}

/**
 * The cases, those that become the same only once, and what the reader must know of them. Throws a
 * FifobenchError of code `cpus` where none can be measured here.
 */
export function comparableCases(
  asked: readonly ScenarioCase[],
  { servers, placementOf }: CasesRequest,
): { cases: ComparedCase[]; notes: string[] } {
  const limits = new Set<string>();
  const fitted = asked.map((each) => {
    const { load, notes } = fitAll(each, servers);
    notes.forEach((note) => limits.add(note));
    return load;
  });
  const different = [...new Map(fitted.map((each) => [JSON.stringify(each), each])).values()];
  const groups = groupNames(different);
  const cases: ComparedCase[] = [];
  const notes = [...limits];
  for (const [index, scenarioCase] of different.entries()) {
    const placement = placementOf(scenarioCase.placement);
    const group = groups[index] ?? '';
    if (placement === null) {
      notes.push(`${group}: left out, since it needs two processors and there is one`);
    } else {
      const name = group.replace(scenarioCase.placement, placementWords(placement));
      const { burden } = scenarioCase;
      const load = loadOf(scenarioCase);
      cases.push({ group: name, load, placement, ...(burden === undefined ? {} : { burden }) });
    }
  }
  if (cases.length === 0) {
    throw new FifobenchError('cpus', 'every case needs two processors and there is one', {
      remedy: 'choose the processors with --cpus server=0,clients=0',
    });
  }
  return { cases, notes };
}

/** The load that every server can bear, since all get the same. */
function fitAll(asked: ScenarioCase, servers: readonly ServerSpec[]) {
  let load = asked;
  const notes: string[] = [];
  for (const server of servers) {
    const fitted = fitLoad(load, profileOf(server));
    load = fitted.load;
    notes.push(...fitted.notes.map((note) => `${server.name}: ${note}`));
  }
  return { load, notes };
}
