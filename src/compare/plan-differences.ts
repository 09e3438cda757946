// What keeps two runs from being added up: in which fields their plans or their machines differ.

import type { CaseResult, Environment, Run } from '../model/run.ts';

/** Facts of a machine that its fingerprint does not cover. */
const uncovered: ReadonlySet<string> = new Set(['fingerprint', 'memoryBytes', 'clockSource']);

/**
 * The fields in which two runs differ although they should not, as paths of their file:
 * `scenario`, `cases[basic, 1 client].load.payloadBytes`, `environment.kernel`. None: they can be
 * added. Servers that are attached to may lie in different directories.
 */
export function planDifferences(left: Run, right: Run): string[] {
  const plans = (['kind', 'scenario', 'extent', 'design', 'programs'] as const).flatMap((field) =>
    differences(left[field], right[field], field),
  );
  return [
    ...plans,
    ...caseDifferences(left.cases, right.cases),
    ...machineDifferences(left.environment, right.environment),
  ];
}

function caseDifferences(left: readonly CaseResult[], right: readonly CaseResult[]): string[] {
  const names = new Set([...left, ...right].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [one, other] = [left, right].map((cases) => cases.find((each) => each.name === name));
    const place = `cases[${name}]`;
    return one === undefined || other === undefined
      ? [place]
      : differences(planOf(one), planOf(other), place);
  });
}

function planOf({ group, server, load, placement }: CaseResult) {
  return {
    group,
    server: server.kind === 'attached' ? { ...server, directory: '' } : server,
    load,
    placement,
  };
}

function machineDifferences(left: Environment, right: Environment): string[] {
  if (left.fingerprint === right.fingerprint) {
    return [];
  }
  const fields = differences(left, right, 'environment').filter(
    (field) => !uncovered.has(field.slice('environment.'.length)),
  );
  return fields.length === 0 ? ['environment.fingerprint'] : fields;
}

/** Paths at which two values of JSON differ, below `place`. */
function differences(left: unknown, right: unknown, place: string): string[] {
  if (!isRecord(left) || !isRecord(right)) {
    return JSON.stringify(left) === JSON.stringify(right) ? [] : [place];
  }
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) => differences(left[name], right[name], `${place}.${name}`));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
