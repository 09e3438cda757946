// What a comparison with a baseline rests on: which baseline, how it was held against it, and what
// speaks against taking the outcome at its word.

/** A file that a server is started from, by its content. */
export interface ProgramIdentity {
  /** Its name without directories, for people. */
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** How a run was held against a baseline. */
export interface GateRecord {
  /** Name of the baseline. */
  readonly baseline: string;
  /** When the baseline was measured: UTC, ISO 8601. */
  readonly baselineStartedAt: string;
  /** `interleaved`: its server was measured again; `stored`: its blocks are of another time. */
  readonly way: 'interleaved' | 'stored';
  /** The baseline's program is the candidate's too, so that no difference is to be expected. */
  readonly isSameProgram: boolean;
  /** Groups of the baseline that were not measured now. */
  readonly missing: readonly string[];
  /** Facts of the machine that differ, in words, where the user insisted on comparing. */
  readonly forced: readonly string[];
}

/** How the run was held against the baseline, one sentence each. */
export function gateSentences({
  way,
  baseline,
  baselineStartedAt,
  isSameProgram,
}: GateRecord): string[] {
  const again = `Held against the baseline ${baseline}, whose server was measured again beside it.`;
  const stored =
    `Held against the stored blocks of the baseline ${baseline}, of ${baselineStartedAt}: what ` +
    'the machine did differently then is in every difference.';
  const same = 'Both are the same program, so only the machine can have changed.';
  return [way === 'interleaved' ? again : stored, ...(isSameProgram ? [same] : [])];
}

/** What speaks against taking the outcome at its word, one sentence each. */
export function gateWarnings({ missing, forced }: GateRecord): string[] {
  return [
    ...missing.map((group) => `MISSING: the baseline has ${group}, and this run has not.`),
    ...(forced.length === 0
      ? []
      : [`FORCED: this is not the baseline's machine; it differs in ${forced.join(', ')}.`]),
  ];
}
