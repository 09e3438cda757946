// The one class of error that fifobench raises on purpose, and the one list of its codes. What
// happened and how to mend it are kept apart, so that a caller can show either alone. A mistake of
// a programmer is an assertion instead, and never comes from this list.

/**
 * Every code with the exit code of a program that ends with it: 2 for a mistake in what was asked
 * for or found, 4 where the measurement is invalid, 1 for a fault of fifobench itself.
 */
export const errorExitCodes = {
  /** An option or argument is unknown, missing, or contradicts another. */
  usage: 2,
  /** A quantity cannot be read: no unit, no number, out of its range. */
  'bad-quantity': 2,
  /** No built-in server has this name. */
  'unknown-pattern': 2,
  /** No built-in scenario has this name, and no file either. */
  'unknown-scenario': 2,
  /** No metric has this name. */
  'unknown-metric': 2,
  /** A scenario breaks a bound, or its file cannot be read. */
  'invalid-scenario': 2,
  /** A profile contradicts itself, or its file cannot be read. */
  'invalid-profile': 2,
  /** No built-in profile has this name, and no file either. */
  'unknown-profile': 2,
  /** Nothing that was tried told how a server speaks. */
  'unknown-dialect': 2,
  /** A directory is missing, not a directory, or not writable. */
  directory: 2,
  /** The limit of open files is too low for the clients that were asked for. */
  descriptors: 2,
  /** A processor was asked for that this process may not use. */
  cpus: 2,
  /** This system cannot run fifobench: not Linux, or without something that it needs. */
  platform: 2,
  /** A results file cannot be read or written. */
  store: 2,
  /** A results file was read, but does not hold what its schema promises. */
  'results-format': 2,
  /** Stored figures are of another machine than those that they are to be compared with. */
  fingerprint: 2,
  /** A server did not start, or its well-known pipe never came. */
  'server-start': 4,
  /** A server ended although nobody had asked it to. */
  'server-exited': 4,
  /** A server ran on although it had been asked to end. */
  'server-stop': 4,
  /** The measurement went wrong in a way that leaves nothing to report. */
  'measurement-invalid': 4,
  /** The native addon is missing, does not load, or reports a failed system call. */
  native: 1,
  /** A worker thread died or sent what it should not. */
  worker: 1,
  /** Anything else: a fault of fifobench. */
  internal: 1,
} as const;

/** What kind of failure it was. */
export type ErrorCode = keyof typeof errorExitCodes;

/** The exit code that belongs to an error. */
export type ErrorExitCode = (typeof errorExitCodes)[ErrorCode];

/** Links of a chain of causes that `describe` follows at most. */
const causeDepthCount = 8;

/** A failure with a name, a sentence for people, and where possible a remedy. */
export class FifobenchError extends Error {
  override readonly name = 'FifobenchError';
  /** What kind of failure it was. */
  readonly code: ErrorCode;
  /** How to mend it, as an instruction without a full stop; `null`: nothing is known to help. */
  readonly remedy: string | null;

  /**
   * `message` says what happened and to which thing (path, option, case), without a full stop.
   * `remedy` says what to do about it; `cause` is what was caught.
   */
  constructor(
    code: ErrorCode,
    message: string,
    { remedy = null, cause }: { remedy?: string | null; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
  }

  /** The exit code of a program that ends with this error. */
  get exitCode(): ErrorExitCode {
    return errorExitCodes[this.code];
  }
}

/**
 * Says anything that was thrown in one line without a full stop: what happened, why as far as the
 * causes tell more than the message did, and after a semicolon the remedy. What is no
 * FifobenchError is called an internal error, since nobody foresaw it.
 */
export function describe(error: unknown): string {
  const known = error instanceof FifobenchError;
  const reasons = [known ? messageOf(error) : `internal error: ${messageOf(error)}`];
  let cause = causeOf(error);
  for (let depth = 0; depth < causeDepthCount && cause !== undefined; depth += 1) {
    const reason = messageOf(cause);
    if (!reasons.some((said) => said.includes(reason))) {
      reasons.push(reason);
    }
    cause = causeOf(cause);
  }
  const line = reasons.join(': ');
  return singleLine(known && error.remedy !== null ? `${line}; ${error.remedy}` : line);
}

function messageOf(error: unknown): string {
  if (error instanceof Error) {
    return error.message === '' ? error.name : error.message;
  }
  return String(error);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function singleLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
