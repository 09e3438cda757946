// What is said about one property of a machine.

/**
 * How grave a finding is. `good`: nothing to do; `note`: worth knowing; `warning`: figures suffer;
 * `problem`: nothing can be measured.
 */
export const severities = ['good', 'note', 'warning', 'problem'] as const;

/** A severity. */
export type Severity = (typeof severities)[number];

/** One property of a machine, judged. */
export interface Finding {
  /** Unique and stable, for scripts: `governor`. */
  readonly id: string;
  readonly severity: Severity;
  /** What was looked at: `frequency governor`. */
  readonly subject: string;
  /** What there is: `powersave`. */
  readonly found: string;
  /** Why it matters, a sentence. */
  readonly reason: string;
  /** A shell command that mends it; `null`: none is needed, or none would help. */
  readonly cure: string | null;
}

/** The gravest severity; `good` where there are no findings. */
export function worstSeverity(findings: readonly Finding[]): Severity {
  const ranks = findings.map(({ severity }) => severities.indexOf(severity));
  return severities[Math.max(0, ...ranks)] ?? 'good';
}
