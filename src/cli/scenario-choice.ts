// Finds the scenario that the user named: one that comes with the program, or a file.

import { readFile } from 'node:fs/promises';
import { findScenario, scenarios } from '../../bench/index.ts';
import { FifobenchError } from '../errors.ts';
import type { Scenario } from '../model/scenario.ts';
import { parseScenario } from '../model/scenario-file.ts';

/**
 * The scenario of that name, or that in the file of that name. Throws FifobenchErrors of codes
 * `unknown-scenario` and `invalid-scenario`.
 */
export async function chooseScenario(nameOrFile: string): Promise<Scenario> {
  const known = findScenario(nameOrFile);
  if (known !== undefined) {
    return known;
  }
  let text: string;
  try {
    text = await readFile(nameOrFile, 'utf8');
  } catch (cause) {
    const names = scenarios.map(({ name }) => name).join(', ');
    throw new FifobenchError(
      'unknown-scenario',
      `--scenario: no scenario and no file '${nameOrFile}'`,
      {
        remedy: `name a file, or one of ${names}`,
        cause,
      },
    );
  }
  return parseScenario(text, nameOrFile);
}
