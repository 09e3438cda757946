// What clients heard, in words and as outcomes.

import type { ProbeOutcome } from '../model/check-result.ts';
import { failed, type ProbeVerdict, passed, type Remedy } from './probe.ts';
import type { Heard } from './probe-client.ts';
import { orphanedSubserver, remedyOfExit, removesFifos } from './remedies.ts';
import type { Trial } from './trial.ts';

/** What became of a client, as the end of a sentence that begins with it. */
export function inWords(heard: Heard): string {
  switch (heard.heard) {
    case 'all':
      return 'was served';
    case 'nothing':
      return 'waited in vain for an answer';
    case 'end':
      return 'was turned away';
    case 'wrong':
      return `got something else: ${heard.reason}`;
    case 'no fifo':
      return 'waited in vain for an answer, since the server removed its FIFO';
    case 'no pipe':
      return 'found no pipe that the server reads from';
    case 'exit':
      return `saw the server end: ${heard.reason}`;
  }
}

const outcomes: Readonly<Record<Heard['heard'], Exclude<ProbeOutcome, 'ok' | 'skipped'>>> = {
  ...({ all: 'lost', nothing: 'lost', end: 'refused' } as const),
  ...({ wrong: 'corrupted', 'no fifo': 'lost' } as const),
  ...({ 'no pipe': 'hung', exit: 'server exits' } as const),
};

/** The outcome that a failed step stands for. */
export function outcomeOf(heard: Heard): Exclude<ProbeOutcome, 'ok' | 'skipped'> {
  return outcomes[heard.heard];
}

/** A fault that a client saw, with a remedy for it where it tells more than the usual one. */
export function failedBy(heard: Heard, observation: string, usual: Remedy): ProbeVerdict {
  return failed(outcomeOf(heard), observation, remedyFor(heard, usual));
}

function remedyFor(heard: Heard, usual: Remedy): Remedy {
  switch (heard.heard) {
    case 'exit':
      return remedyOfExit(heard.reason, usual);
    case 'no fifo':
      return removesFifos;
    default:
      return usual;
  }
}

/** Remedies by what becomes of the clients that come afterwards. */
export interface AftermathRemedies {
  readonly exited: Remedy;
  readonly hung: Remedy;
  readonly lost: Remedy;
}

/**
 * Lets ordinary clients come after something bad was done, and judges by what becomes of them.
 * `deed` says what was done, a sentence without its full stop.
 */
export async function judgeAftermath(
  trial: Trial,
  { deed, remedies }: { deed: string; remedies: AftermathRemedies },
): Promise<ProbeVerdict> {
  const aftermath = await trial.aftermath();
  switch (aftermath.state) {
    case 'serves':
      return (await trial.subserversEnd())
        ? passed(`${deed}; the next client was served.`)
        : failed(
            'leaks',
            `${deed}; the next client was served, but a subserver was left behind.`,
            orphanedSubserver,
          );
    case 'lost': {
      const fate = inWords(aftermath.heard);
      const seen = `${deed}; the next client ${fate}, the one after it was served.`;
      return failed('lost', seen, remedies.lost);
    }
    case 'hung':
      return failed(
        'hung',
        `${deed}; every later client ${inWords(aftermath.heard)}.`,
        remedies.hung,
      );
    case 'exited': {
      const remedy = remedyOfExit(aftermath.reason, remedies.exited);
      return failed('server exits', `${deed}; the server ended: ${aftermath.reason}.`, remedy);
    }
  }
}
