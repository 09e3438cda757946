// From the options of `sweep` to its points: a list of numbers of clients, a list of rates, or any
// rate that a search asks for.

import { FifobenchError } from '../errors.ts';
import { fitLoad } from '../model/fit-load.ts';
import type { Load } from '../model/load.ts';
import { placementWords } from '../model/placement.ts';
import { groupNames, type ScenarioCase } from '../model/scenario.ts';
import { profileOf, type ServerSpec } from '../model/server-spec.ts';
import type { SweptCase } from '../runner/sweep.ts';
import { parseInteger, parseRatePerSecond } from '../units.ts';
import { applyLoadFlags, type LoadFlags } from './load-options.ts';
import { type PlacementFlags, requirePlacement } from './measuring-options.ts';
import { defaultOpenClientCount, type OpenFlags, parseOpenLoad } from './open-options.ts';

/** What the points of a sweep are made from. */
export interface PointRequest {
  /** The case that the points vary. */
  readonly base: ScenarioCase;
  readonly flags: LoadFlags & OpenFlags & PlacementFlags;
  /** Of each point; open load is planned for this time. */
  readonly durationNs: number;
  readonly servers: readonly ServerSpec[];
}

/** Numbers of clients that are swept over unless the user names some. */
export const defaultClients = '1,3,10,30,100,300,1000';

/**
 * The points in ascending order, each once: rates where `--rate` was given, and else numbers of
 * clients; at each point the servers in turn. Throws FifobenchErrors that name the option.
 */
export function sweptCases(request: PointRequest): SweptCase[] {
  const { flags, servers } = request;
  if (flags.stages !== undefined) {
    throw new FifobenchError('usage', '--stages: a sweep has one rate at each point', {
      remedy: 'give a list of rates, such as --rate 500/s,1k/s,2k/s',
    });
  }
  const points =
    flags.rate === undefined
      ? clientCounts(flags.clients ?? defaultClients).map((count) => closedPoint(request, count))
      : rates(flags.rate).map((ratePerSecond) => openPoint(request, ratePerSecond));
  const cases = points.flatMap((point) => servers.map((server) => fittedCase(server, point)));
  // Points beyond what a server bears come to the same; each is measured once.
  return [...new Map(cases.map((each) => [`${each.server.name}, ${each.group}`, each])).values()];
}

/** The first server under open load of one rate, as a search asks for it. */
export function caseAtRate(request: PointRequest, ratePerSecond: number): SweptCase {
  return fittedCase(request.servers[0] as ServerSpec, openPoint(request, ratePerSecond));
}

/** The rates of a list such as `500/s,1k/s`, ascending, each once. */
export function rates(text: string): number[] {
  const parsed = text.split(',').map((part) => parseRatePerSecond(part, '--rate'));
  return [...new Set(parsed)].sort((left, right) => left - right);
}

type Point = Omit<SweptCase, 'server' | 'notes'>;

function fittedCase(server: ServerSpec, point: Point): SweptCase {
  const { load, notes } = fitLoad(point.load, profileOf(server));
  const group =
    load.clientCount === point.load.clientCount || load.open !== undefined
      ? point.group
      : `${closedGroup(load)}, ${placementWords(point.placement)}`;
  return { server, ...point, group, load, notes };
}

/** `10 clients`. */
function closedGroup(load: Load): string {
  const [group = ''] = groupNames([{ ...load, threadCount: 1, placement: 'unpinned' }]);
  return group.replace(', unpinned', '');
}

function closedPoint(request: PointRequest, clientCount: number): Point {
  const { placement: _, ...load } = caseOf(request, clientCount);
  const placement = placementOf(request);
  return { group: `${closedGroup(load)}, ${placementWords(placement)}`, load, placement };
}

function openPoint(request: PointRequest, ratePerSecond: number): Point {
  const { flags, durationNs } = request;
  const clients = flags.clients ?? String(defaultOpenClientCount);
  const clientCount = parseInteger(clients, { min: 1, max: 100_000, option: '--clients' });
  const { placement: _, ...load } = caseOf(request, clientCount);
  const open = parseOpenLoad({ ...flags, rate: `${ratePerSecond.toFixed(6)}/s` }, durationNs);
  const placement = placementOf(request);
  const offered = `open load of ${Number(ratePerSecond.toPrecision(4))}/s`;
  const group = `${offered}, ${placementWords(placement)}`;
  return { group, load: open === undefined ? load : { ...load, open }, placement };
}

/** Threads beyond the clients of a point would have nothing to do, so that it gets fewer. */
function caseOf({ base, flags }: PointRequest, clientCount: number): ScenarioCase {
  const most =
    flags.threads === undefined
      ? base.threadCount
      : parseInteger(flags.threads, { min: 1, max: 64, option: '--threads' });
  return applyLoadFlags(base, {
    ...flags,
    clients: String(clientCount),
    threads: String(Math.min(most, clientCount)),
  });
}

function placementOf({ base, flags }: PointRequest) {
  return requirePlacement(base.placement, flags);
}

function clientCounts(text: string): number[] {
  const range = { min: 1, max: 100_000, option: '--clients' };
  const counts = text.split(',').map((part) => parseInteger(part, range));
  return [...new Set(counts)].sort((left, right) => left - right);
}
