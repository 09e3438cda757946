// What the noise of a few seconds means for a measurement, in words.

import { disturbanceLimits } from '../model/disturbance.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { MachineFacts, NoiseFacts, StallFacts } from '../model/machine.ts';
import { formatAverage, formatDuration, formatRate, formatShare } from './format-quantity.ts';

/** Shows who is at work. */
const whoIsBusy = 'top -o %CPU';

/** One finding for each kind of noise; those that this machine does not tell are left out. */
export function noiseFindings(
  { disturbance, stalls }: NoiseFacts,
  { loadAverage, processors }: MachineFacts,
): Finding[] {
  const { otherCoreCount, stealRatio, pressureRatio } = disturbance;
  const worst = stalls.toSorted((left, right) => shareLost(right) - shareLost(left))[0];
  return [
    otherWork(otherCoreCount),
    ...(loadAverage === null ? [] : [load(loadAverage / processors.usableCpus.length)]),
    ...(pressureRatio === null ? [] : [pressure(pressureRatio)]),
    steal(stealRatio),
    ...(worst === undefined ? [] : [stall(worst)]),
    switches(disturbance.contextSwitchesPerSecond),
    forks(disturbance.forksPerSecond),
  ];
}

function otherWork(otherCoreCount: number): Finding {
  const limitCoreCount = disturbanceLimits.otherCoreCount;
  const severity = gravity(otherCoreCount, { note: limitCoreCount / 2, warning: limitCoreCount });
  return {
    id: 'other-work',
    severity,
    subject: 'other work',
    found: `${formatShare(otherCoreCount)} of a core`,
    reason: 'Other programs take turns on the cores; above 15 % of one, pairs are measured again.',
    cure: severity === 'good' ? null : whoIsBusy,
  };
}

function load(loadPerCore: number): Finding {
  const severity = gravity(loadPerCore, { note: 0.25, warning: 1 });
  return {
    id: 'load',
    severity,
    subject: 'load of the last minute',
    found: `${formatAverage(loadPerCore)} tasks per core`,
    reason: 'What was busy until now may be so again during a measurement.',
    cure: severity === 'good' ? null : whoIsBusy,
  };
}

function pressure(pressureRatio: number): Finding {
  const severity = gravity(pressureRatio, { note: 0.05, warning: 0.2 });
  return {
    id: 'pressure',
    severity,
    subject: 'waiting for a core',
    found: `${formatShare(pressureRatio)} of the time`,
    reason: 'This is the share of time in which some task was ready but had no processor.',
    cure: severity === 'good' ? null : whoIsBusy,
  };
}

function steal(stealRatio: number): Finding {
  return {
    id: 'steal',
    severity: gravity(stealRatio, { note: 0.01, warning: disturbanceLimits.stealRatio }),
    subject: 'steal',
    found: `${formatShare(stealRatio)} of the time wanted`,
    reason: 'The host ran others on our processors; only another time or another host helps.',
    cure: null,
  };
}

function stall(worst: StallFacts): Finding {
  const severity = gravity(shareLost(worst), { note: 0.02, warning: 0.1 });
  const where = worst.cpu === null ? 'not pinned' : `CPU ${worst.cpu}`;
  const longest = worst.stallNsMax === 0 ? '' : `, longest ${formatDuration(worst.stallNsMax)}`;
  return {
    id: 'stalls',
    severity,
    subject: 'stalls of a busy loop',
    found: `${formatShare(shareLost(worst))} of the time lost${longest} (${where})`,
    reason: 'A handshake that meets such a stall takes that much longer: they make the p99.',
    cure: severity === 'good' ? null : whoIsBusy,
  };
}

function switches(perSecond: number): Finding {
  const severity = gravity(perSecond, { note: 5_000, warning: 50_000 });
  return {
    id: 'switches',
    severity,
    subject: 'context switches',
    found: formatRate(perSecond),
    reason: 'Many of them, with nothing measured, are other programs that talk to each other.',
    cure: severity === 'good' ? null : whoIsBusy,
  };
}

function forks(perSecond: number): Finding {
  const severity = gravity(perSecond, { note: 50, warning: 500 });
  return {
    id: 'forks',
    severity,
    subject: 'new processes',
    found: formatRate(perSecond),
    reason: 'Short-lived programs, such as a build beside, disturb forking servers most.',
    cure: severity === 'good' ? null : 'ps -eo etimes,pid,args --sort=etimes | head -20',
  };
}

function gravity(amount: number, from: { note: number; warning: number }): Severity {
  return amount > from.warning ? 'warning' : amount > from.note ? 'note' : 'good';
}

function shareLost({ stalledNs, elapsedNs }: StallFacts): number {
  return elapsedNs > 0 ? stalledNs / elapsedNs : 0;
}
