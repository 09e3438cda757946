// Makes series of many runs and looks for what happened in each: changes of level, an alarm on the
// newest point, a slow drift. Only sound runs are points; another machine is another series.

import { createHash } from 'node:crypto';
import type {
  Acceptance,
  CaseDigest,
  History,
  HistoryPoint,
  MeasuredFigure,
  RunDigest,
  SeriesHistory,
  SeriesKey,
  UnfinishedRun,
} from '../model/history.ts';
import type { MetricName } from '../model/verdict.ts';
import { median } from '../stats/quantile.ts';
import { findChanges, segmentCountMin } from './find-changes.ts';
import { defaultComparedMetrics } from './metrics.ts';
import { newestAlarm, newestDrift } from './newest-points.ts';

/** How a history is made. */
export interface HistoryRules {
  /** `null`: those that are compared, failures, and for open load responses. */
  readonly metrics: readonly string[] | null;
  /** Smallest change that matters, as a ratio less 1, above 0. */
  readonly deltaRatio: number;
  /** Place of each commit; `null`: runs are ordered by their start. */
  readonly commitPlaces: ReadonlyMap<string, number> | null;
  readonly acceptances: readonly Acceptance[];
  /** Runs without an end; absent: none. */
  readonly unfinished?: readonly UnfinishedRun[];
}

/** What a history shows of a case that was measured here, unless metrics are named. */
const shownMetrics: ReadonlySet<string> = new Set<MetricName>([
  ...defaultComparedMetrics,
  'failed_ratio',
]);

/** Runs of which every figure is shown: they have few. */
const wholeKinds: ReadonlySet<string> = new Set(['imported', 'bench']);

/** And besides these, where handshakes start by a plan. */
const shownOpenMetrics: ReadonlySet<string> = new Set<MetricName>(['response_p50', 'response_p99']);

/**
 * The history of the runs, series in the order in which their first point appears. Runs are ordered
 * by commit where every sound run's commit has a place and there are at least two commits, else by
 * their start; runs of one commit by their start. No runs give no series.
 */
export function buildHistory(digests: readonly RunDigest[], rules: HistoryRules): History {
  const sound = digests.filter(({ isSound }) => isSound);
  const { commitPlaces } = rules;
  const places = commitPlaces !== null && areAllPlaced(sound, commitPlaces) ? commitPlaces : null;
  const gathered = gatherSeries(places === null ? sound : byCommit(sound, places), rules.metrics);
  return {
    order: places === null ? 'time' : 'commit',
    deltaRatio: rules.deltaRatio,
    runCount: digests.length,
    unsoundCount: digests.length - sound.length,
    series: gathered.map((series) => examined(series, rules)),
    unfinished: rules.unfinished ?? [],
  };
}

function areAllPlaced(digests: readonly RunDigest[], places: ReadonlyMap<string, number>): boolean {
  const commits = new Set(digests.map(({ commit }) => commit));
  return commits.size >= 2 && [...commits].every((each) => each !== null && places.has(each));
}

function byCommit(digests: readonly RunDigest[], places: ReadonlyMap<string, number>): RunDigest[] {
  const placeOf = ({ commit }: RunDigest) => places.get(commit ?? '') ?? 0;
  // Stable: runs of one commit stay in the order of their start.
  return digests.toSorted((left, right) => placeOf(left) - placeOf(right));
}

interface GatheredSeries {
  readonly key: SeriesKey;
  readonly points: HistoryPoint[];
}

function gatherSeries(
  digests: readonly RunDigest[],
  metrics: readonly string[] | null,
): GatheredSeries[] {
  const byKey = new Map<string, GatheredSeries>();
  for (const run of digests) {
    for (const each of run.cases) {
      const common = JSON.stringify([run.kind, run.scenario, run.fingerprint, each.name]);
      for (const figure of each.figures) {
        if (!isShown(figure, { of: each, metrics, kind: run.kind })) {
          continue;
        }
        const name = `${common}${each.server}\n${each.conditions}\n${figure.metric}`;
        let series = byKey.get(name);
        if (series === undefined) {
          series = { key: keyOf(run, { of: each, figure }), points: [] };
          byKey.set(name, series);
        }
        const { file, startedAt, commit } = run;
        series.points.push({ file, startedAt, commit, value: figure.value });
      }
    }
  }
  return [...byKey.values()];
}

function isShown(
  { metric }: MeasuredFigure,
  { of, metrics, kind }: { of: CaseDigest; metrics: readonly string[] | null; kind: string },
): boolean {
  if (metrics !== null) {
    return metrics.includes(metric);
  }
  return (
    wholeKinds.has(kind) ||
    shownMetrics.has(metric) ||
    (of.load?.load.open !== undefined && shownOpenMetrics.has(metric))
  );
}

function keyOf(
  { kind, scenario, fingerprint }: RunDigest,
  { of: { name, server, conditions, load }, figure }: { of: CaseDigest; figure: MeasuredFigure },
): SeriesKey {
  const { metric, unit, better } = figure;
  return {
    kind,
    scenario,
    case: name,
    server,
    metric,
    fingerprint,
    conditions,
    load,
    unit,
    better,
  };
}

function examined(
  { key, points }: GatheredSeries,
  { deltaRatio, acceptances }: HistoryRules,
): SeriesHistory {
  const id = seriesId(key);
  const values = points.map(({ value }) => value);
  const accepted = acceptances.filter(({ series }) => series === id);
  const found = findChanges(values, { deltaRatio });
  const changes = found.map((change) => {
    const direction = directionOf(change, key);
    const { before, after } = change;
    return {
      ...change,
      ratio: before > 0 && after > 0 ? after / before : null,
      id: digest([id, points[change.at]?.startedAt, direction]).slice(0, 8),
      direction,
      acceptance: acceptanceOf(change.at, { direction, points, accepted }),
    };
  });
  const since = found.at(-1)?.at ?? 0;
  const newest = { values, since, deltaRatio };
  const alarm = newestAlarm(newest);
  return {
    ...{ id, key, points, changes },
    newestLevel: median(values.slice(since)) ?? 0,
    alarm: alarm && withAcceptance(alarm, { id, key, points, accepted }),
    drift: newestDrift(newest),
  };
}

function withAcceptance(
  alarm: NonNullable<ReturnType<typeof newestAlarm>>,
  { id, key, points, accepted }: GatheredSeries & { id: string; accepted: readonly Acceptance[] },
) {
  const at = points.length - 1;
  const direction = directionOf({ before: alarm.expected, after: alarm.value }, key);
  return {
    ...alarm,
    id: digest([id, points[at]?.startedAt, direction]).slice(0, 8),
    direction,
    acceptance: acceptanceOf(at, { direction, points, accepted }),
  };
}

function directionOf({ before, after }: { before: number; after: number }, { better }: SeriesKey) {
  const isLower = after < before;
  return isLower === (better === 'lower') ? ('improved' as const) : ('regressed' as const);
}

/**
 * An acceptance holds for a change in its direction up to three points away from the run that it
 * names: further runs can move the place of a change a little.
 */
function acceptanceOf(
  at: number,
  {
    direction,
    points,
    accepted,
  }: {
    direction: Acceptance['direction'];
    points: readonly HistoryPoint[];
    accepted: readonly Acceptance[];
  },
): Acceptance | null {
  const near = points.slice(Math.max(0, at - segmentCountMin), at + segmentCountMin + 1);
  const holds = (each: Acceptance) =>
    each.direction === direction && near.some(({ startedAt }) => startedAt === each.startedAt);
  return accepted.find(holds) ?? null;
}

/** Of what tells a series from others; never reorder, since acceptances name series by it. */
function seriesId(key: SeriesKey): string {
  const { kind, scenario, server, metric, fingerprint, conditions } = key;
  return digest([kind, scenario, key.case, server, metric, fingerprint, conditions]);
}

/** Twelve hexadecimal digits of a value's JSON. */
function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
