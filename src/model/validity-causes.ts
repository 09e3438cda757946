// Whether conclusions may be drawn from a case, judged by figures that say whether the generator
// did what it was told and whether anything stood still while it was measured. It knows no block
// and no run, only plain numbers; what is not known judges nothing.

/** What is known of one case; `null` where it was not measured or does not apply. */
export interface ValidityFigures {
  /** Name of the case, which every cause begins with. */
  readonly caseName: string;
  readonly establishedCount: number;
  /** What went wrong with the server, each sentence once. */
  readonly serverFaults: readonly string[];
  /** Handshakes of an open plan, and how many of them were begun. */
  readonly open: OpenModelFigures | null;
  /** The generator's processor time; see `GeneratorFigures`. */
  readonly generator: GeneratorFigures | null;
  /** Only for one undivided stretch of closed load; see `judgeLittlesLaw`. */
  readonly closed: ClosedModelFigures | null;
  /** Median service time of each block in the order of time; fewer than 10 judge nothing. */
  readonly blockMediansNs: readonly number[];
}

/** How an open plan was kept. */
export interface OpenModelFigures {
  readonly plannedCount: number;
  /** Begun at all, at whatever time. */
  readonly sentCount: number;
  /** `null`: too few samples. */
  readonly lagP99Ns: number | null;
  /** `null`: too few samples; then only the absolute limit of the lag counts. */
  readonly responseP50Ns: number | null;
  /** Growth of the number of due handshakes that are not over, in handshakes a second. */
  readonly backlogSlopePerSecond: number | null;
  /** Duration of the plan. */
  readonly durationNs: number;
}

/**
 * What the generator's threads used. Time that a thread spins while it waits for the next arrival
 * of an open plan is no work and must not be in `cpuNs`; who cannot tell it apart gives no figures
 * and leaves the judgement to the lag. Where server and clients share a core, capacity is that core
 * whole: a generator that takes 85 % of it leaves the server too little to be measured.
 */
export interface GeneratorFigures {
  /** User and system time during `elapsedNs`. */
  readonly cpuNs: number;
  readonly elapsedNs: number;
  /** Processors that the threads can use at once: not more than threads, nor than their cpuset. */
  readonly coreCount: number;
}

/** One stretch of closed load from its start until the last handshake was over. */
export interface ClosedModelFigures {
  readonly clientCount: number;
  readonly threadCount: number;
  /** The stretch with its drain. */
  readonly elapsedNs: number;
  readonly establishedCount: number;
  /** Failed or cut off; their time is in no histogram. */
  readonly otherCount: number;
  readonly operationCount: number;
  readonly responseMeanNs: number;
  readonly thinkNs: number;
}

/** Causes for which a case allows no conclusion, a sentence each; empty: it is valid. */
export function validityCauses(figures: ValidityFigures): string[] {
  const causes = [
    ...(figures.establishedCount === 0 ? ['no handshake was established'] : []),
    ...figures.serverFaults.map((fault) => `the server failed: ${fault}`),
    ...(figures.open === null ? [] : judgeOpenPlan(figures.open)),
    ...(figures.generator === null ? [] : judgeGenerator(figures.generator)),
    ...(figures.closed === null ? [] : judgeLittlesLaw(figures.closed)),
    ...judgeStationarity(figures.blockMediansNs),
  ];
  return causes.map((cause) => `${figures.caseName}: ${cause}`);
}

/** Share of the planned handshakes that must have been begun. */
const leastSentRatio = 0.99;

/** Lag below this is never held against a run. */
const harmlessLagNs = 50_000;

/** Share of the median response that lag may make up. */
const mostLagRatio = 0.1;

/** Growth of the backlog, as a share of the planned rate, that may be chance. */
const harmlessBacklogRatio = 0.01;

/** Whether a server kept up with an open plan: 99 % was sent, and no backlog grew. */
export function keepsUp(open: OpenModelFigures): boolean {
  return isSent(open) && !isBacklogGrowing(open);
}

function isSent({ plannedCount, sentCount }: OpenModelFigures): boolean {
  return sentCount >= plannedCount * leastSentRatio;
}

function isBacklogGrowing(open: OpenModelFigures): boolean {
  const harmlessPerSecond = harmlessBacklogRatio * offeredPerSecond(open);
  return open.backlogSlopePerSecond !== null && open.backlogSlopePerSecond > harmlessPerSecond;
}

function offeredPerSecond({ plannedCount, durationNs }: OpenModelFigures): number {
  return durationNs > 0 ? (plannedCount / durationNs) * 1e9 : 0;
}

function judgeOpenPlan(open: OpenModelFigures): string[] {
  const causes: string[] = [];
  const { plannedCount, sentCount, lagP99Ns, backlogSlopePerSecond } = open;
  if (!isSent(open)) {
    const share = percent(sentCount / plannedCount);
    causes.push(
      `only ${sentCount} of ${plannedCount} planned handshakes were sent ` +
        `(${share}, less than 99 %)`,
    );
  }
  const mostLagNs = Math.max(harmlessLagNs, mostLagRatio * (open.responseP50Ns ?? 0));
  if (lagP99Ns !== null && lagP99Ns > mostLagNs) {
    causes.push(
      `the generator was late: p99 of its lag is ${microseconds(lagP99Ns)}, ` +
        `more than ${microseconds(mostLagNs)}`,
    );
  }
  if (isBacklogGrowing(open)) {
    causes.push(
      `overload: at ${figure(offeredPerSecond(open))} handshakes a second the backlog grew by ` +
        `${figure(backlogSlopePerSecond ?? 0)} a second`,
    );
  }
  return causes;
}

/** Share of its processors that the generator may use before it is what one measures. */
const mostGeneratorRatio = 0.85;

/** The kernel charges in ticks of some milliseconds, so that shorter stretches prove nothing. */
const shortestForGeneratorNs = 100_000_000;

function judgeGenerator({ cpuNs, elapsedNs, coreCount }: GeneratorFigures): string[] {
  const usedRatio = elapsedNs < shortestForGeneratorNs ? 0 : cpuNs / (elapsedNs * coreCount);
  return usedRatio < mostGeneratorRatio
    ? []
    : [
        `the generator used ${percent(usedRatio)} of its ${coreCount} core(s), 85 % or more: ` +
          'its own speed is what was measured',
      ];
}

/** How far clients in flight may lie from rate × time. */
const littlesLawTolerance = 0.02;

/** Handshakes from which on a mean is steady enough for the law. */
const fewestForLittlesLaw = 1_000;

/**
 * Little's law (Little 1961): clients = rate × mean time of a cycle. A cycle is response,
 * operations, leaving and thought; of these the engine records response, and thought is given. So:
 * - With operations the cycle is not known, and the law is left out.
 * - Leaving is not recorded, but few leave at one time: one that still holds the gate, and in each
 *   thread one whose ends are being closed. So rate × (response + thought) may fall short of the
 *   clients by `threadCount + 1`, and below about a hundred clients only an excess can be seen.
 * - When time is up no client starts again, so that up to one cycle at the end has too few in
 * flight.
 *   That shortfall is allowed for; where it could exceed 2 %, the law is left out.
 * - The time of failed and unfinished handshakes is in no histogram: with any, it is left out.
 */
function judgeLittlesLaw(closed: ClosedModelFigures): string[] {
  const { clientCount, threadCount, elapsedNs, establishedCount } = closed;
  const cycleNs = closed.responseMeanNs + closed.thinkNs;
  const edgeRatio = elapsedNs > 0 ? cycleNs / elapsedNs : 1;
  const isTestable =
    closed.operationCount === 0 &&
    closed.otherCount === 0 &&
    establishedCount >= fewestForLittlesLaw &&
    edgeRatio < littlesLawTolerance;
  if (!isTestable) {
    return [];
  }
  const inFlight = (establishedCount / elapsedNs) * cycleNs;
  const most = clientCount * (1 + littlesLawTolerance);
  const least = clientCount * (1 - littlesLawTolerance - edgeRatio) - threadCount - 1;
  return inFlight <= most && inFlight >= least
    ? []
    : [
        `rate × time gives ${figure(inFlight)} clients in flight where ${clientCount} were ` +
          "(Little's law, 2 %): handshakes or time were counted wrongly",
      ];
}

/** Blocks from which on a trend can be told from chance. */
const fewestForTrend = 10;

/** Two-sided 0.1 % point of the normal distribution. */
const trendDeviations = 3.29;

/** Change from the first third to the last third of the blocks that matters. */
const harmlessTrendRatio = 0.1;

/**
 * A trend is certain by Mann's test (Mann 1945; Kendall 1975) at 0.1 % and matters from 10 %
 * between the mean of the first and of the last third. Either alone is let pass: a long run makes
 * the least drift certain, and a short one makes large changes likely.
 */
function judgeStationarity(mediansNs: readonly number[]): string[] {
  if (mediansNs.length < fewestForTrend) {
    return [];
  }
  const third = Math.floor(mediansNs.length / 3);
  const firstNs = mean(mediansNs.slice(0, third));
  const lastNs = mean(mediansNs.slice(-third));
  const changeRatio = firstNs > 0 ? Math.abs(lastNs / firstNs - 1) : 0;
  return changeRatio < harmlessTrendRatio || Math.abs(mannDeviation(mediansNs)) < trendDeviations
    ? []
    : [
        `the median of its blocks drifted from ${microseconds(firstNs)} to ` +
          `${microseconds(lastNs)} (by ${percent(changeRatio)}, 10 % or more)`,
      ];
}

/** Mann's S in its standard deviations, with Kendall's correction for continuity. */
function mannDeviation(values: readonly number[]): number {
  const count = values.length;
  let balance = 0;
  for (const [index, earlier] of values.entries()) {
    for (const later of values.slice(index + 1)) {
      balance += Math.sign(later - earlier);
    }
  }
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  return (balance - Math.sign(balance)) / deviation;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(shareRatio: number): string {
  return `${figure(shareRatio * 100)} %`;
}

function microseconds(durationNs: number): string {
  return `${figure(durationNs / 1_000)} µs`;
}

/** Three significant digits without an exponent. */
function figure(value: number): string {
  return String(value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}
