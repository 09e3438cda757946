// The options that say what a built-in server carries: a service time for each operation, and
// ballast.

import type { Command } from 'commander';
import { FifobenchError } from '../errors.ts';
import { burdenOf } from '../model/burden.ts';
import type { ScenarioCase } from '../model/scenario.ts';
import { scenarioBounds } from '../model/scenario-schema.ts';
import { parseServiceLaw, type ServiceKind, type ServiceTime } from '../model/service-time.ts';
import { parseBytes } from '../units.ts';

/** The options as commander leaves them; what was not given is absent. */
export interface BurdenFlags {
  readonly service?: string;
  readonly serviceKind?: string;
  readonly ballast?: string;
}

/** Adds the options to a command. */
export function addBurdenOptions(command: Command): Command {
  return command
    .option('--service <law>', 'what each operation takes, such as 100us or exp:100us')
    .option('--service-kind <cpu|sleep>', 'whether it computes or waits (default: cpu)')
    .option('--ballast <size>', "the server's own memory, such as 200MiB; it makes forks dearer");
}

/**
 * A case with what the user said of the burden in place of what it had. Where operations are to
 * take time and the case has none, it gets one. Throws FifobenchErrors of codes `bad-quantity` and
 * `usage` that name the option.
 */
export function applyBurdenFlags(
  base: ScenarioCase,
  flags: BurdenFlags & { readonly operations?: string },
): ScenarioCase {
  const service = chosenService(base.burden?.service, flags);
  const burden = burdenOf(service, chosenBallastBytes(base, flags));
  const { burden: _, ...plain } = base;
  if (burden === undefined) {
    return plain;
  }
  const isIdle = burden.service !== undefined && plain.operationCount === 0;
  if (isIdle && flags.operations !== undefined) {
    throw new FifobenchError('usage', '--service: without operations there is nothing to serve', {
      remedy: 'give --operations 1 or more',
    });
  }
  return { ...plain, operationCount: isIdle ? 1 : plain.operationCount, burden };
}

/** How a service time is spent. Throws a FifobenchError of code `usage` for another word. */
export function parseServiceKind(text: string): ServiceKind {
  if (text === 'cpu' || text === 'sleep') {
    return text;
  }
  throw new FifobenchError('usage', `--service-kind: '${text}' is neither cpu nor sleep`, {
    remedy: 'write --service-kind cpu or --service-kind sleep',
  });
}

function chosenService(
  before: ServiceTime | undefined,
  { service, serviceKind }: BurdenFlags,
): ServiceTime | undefined {
  const law = service === undefined ? before?.law : parseServiceLaw(service, '--service');
  const kind = serviceKind === undefined ? before?.kind : parseServiceKind(serviceKind);
  if (law !== undefined) {
    return { law, kind: kind ?? 'cpu' };
  }
  if (serviceKind !== undefined) {
    throw new FifobenchError('usage', '--service-kind: there is no service time to spend', {
      remedy: 'give --service too, such as --service 100us',
    });
  }
  return undefined;
}

function chosenBallastBytes(base: ScenarioCase, { ballast }: BurdenFlags): number {
  if (ballast === undefined) {
    return base.burden?.ballastBytes ?? 0;
  }
  const bytes = parseBytes(ballast, '--ballast');
  if (!scenarioBounds.ballastBytes.safeParse(bytes).success) {
    throw new FifobenchError('bad-quantity', '--ballast: more than 64 GiB', {
      remedy: 'write a smaller size',
    });
  }
  return bytes;
}
