// Which processors the two parties run on. The same round trip differs by a factor of ten between
// one core and two, so a placement is part of a case's definition and never left unsaid.

/** The processors of server and clients; an empty list means that the scheduler chooses. */
export interface Placement {
  /** `same core`, `cross core`, `unpinned` or `custom`. */
  readonly name: 'same core' | 'cross core' | 'unpinned' | 'custom';
  /** Kernel processor numbers, ascending. */
  readonly serverCpus: readonly number[];
  /** Kernel processor numbers, ascending. */
  readonly clientCpus: readonly number[];
  /** These processors, or all where the scheduler chooses, are kept from going to sleep. */
  readonly isKeptAwake?: true;
}

/** A placement as groups and reports name it: `cross core`, `cross core, kept awake`. */
export function placementWords({ name, isKeptAwake }: Placement): string {
  return isKeptAwake === true ? `${name}, kept awake` : name;
}
