// From the options of `sweep` to its points: a list of numbers of clients, of rates or of service
// times, or any rate or service time that a search asks for.

import { FifobenchError } from '../errors.ts';
import { type Burden, serviceWords } from '../model/burden.ts';
import { fitLoad } from '../model/fit-load.ts';
import type { Load } from '../model/load.ts';
import { placementWords } from '../model/placement.ts';
import { groupNames, loadOf, type ScenarioCase } from '../model/scenario.ts';
import { profileOf, type ServerSpec, withBurden } from '../model/server-spec.ts';
import {
  meanServiceNs,
  parseServiceLaws,
  type ServiceLaw,
  serviceLawText,
} from '../model/service-time.ts';
import type { SweptCase } from '../runner/sweep.ts';
import { parseInteger, parseRatePerSecond } from '../units.ts';
import { applyBurdenFlags, type BurdenFlags } from './burden-options.ts';
import { applyLoadFlags, type LoadFlags } from './load-options.ts';
import { type PlacementFlags, requirePlacement } from './measuring-options.ts';
import { defaultOpenClientCount, type OpenFlags, parseOpenLoad } from './open-options.ts';

/** What the points of a sweep are made from. */
export interface PointRequest {
  /** The case that the points vary. */
  readonly base: ScenarioCase;
  readonly flags: LoadFlags & OpenFlags & PlacementFlags & BurdenFlags;
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
  const cases = points.flatMap((point) => atServers(servers, point));
  // Points beyond what a server bears come to the same; each is measured once.
  return [...new Map(cases.map((each) => [`${each.server.name}, ${each.group}`, each])).values()];
}

/** Clients of a sweep over service times unless the user says how many. */
export const defaultServiceClients = '8';

/** Whether the options ask for a sweep over service times: `--service` names several. */
export function isServiceSweep({ service }: BurdenFlags): boolean {
  return service !== undefined && parseServiceLaws(service, '--service').length > 1;
}

/**
 * The points of a sweep over service times: the shortest first, each once, with one number of
 * clients; at each point the servers in turn. Throws FifobenchErrors that name the option.
 */
export function serviceCases(request: PointRequest): SweptCase[] {
  const { service = '', rate, stages } = request.flags;
  if (rate !== undefined || stages !== undefined) {
    throw new FifobenchError('usage', '--service: a crossover is one of closed load', {
      remedy: 'give one service time with --rate, or several without',
    });
  }
  const laws = parseServiceLaws(service, '--service');
  const lawAt = lawOfKind(laws);
  const means = [...new Set(laws.map(meanServiceNs))].sort((left, right) => left - right);
  return means.flatMap((meanNs) => servicePoint(request, lawAt(meanNs)));
}

/** All servers of a sweep over service times at one more of them, by the law of the others. */
export function casesAtService(request: PointRequest, serviceNs: number): SweptCase[] {
  const lawAt = lawOfKind(parseServiceLaws(request.flags.service ?? '', '--service'));
  return servicePoint(request, lawAt(serviceNs));
}

/** The law that all service times of a sweep follow, by its mean; at 0 there is no other. */
function lawOfKind(laws: readonly ServiceLaw[]): (meanNs: number) => ServiceLaw {
  const kinds = new Set(laws.filter((law) => meanServiceNs(law) > 0).map(({ kind }) => kind));
  if (kinds.has('bimodal') || kinds.size > 1) {
    throw new FifobenchError('usage', '--service: the times of a sweep follow one law', {
      remedy: 'write a list such as 0,10us,1ms or exp:10us,exp:1ms',
    });
  }
  return (meanNs) =>
    meanNs > 0 && kinds.has('exponential')
      ? { kind: 'exponential', meanNs }
      : { kind: 'constant', constantNs: meanNs };
}

function servicePoint(request: PointRequest, law: ServiceLaw): SweptCase[] {
  const { flags } = request;
  const range = { min: 1, max: 100_000, option: '--clients' };
  const clientCount = parseInteger(flags.clients ?? defaultServiceClients, range);
  const at = { ...request, flags: { ...flags, service: serviceLawText(law) } };
  // At 0 nothing is to be served, but the sessions are to be those of the other points.
  const base = { ...at.base, operationCount: Math.max(1, at.base.operationCount) };
  // Named as one beside others that have a service time, also where it has none.
  const other = { law: { kind: 'constant', constantNs: 1 }, kind: 'cpu' } as const;
  const besides = [{ service: other, ballastBytes: base.burden?.ballastBytes ?? 0 }];
  return atServers(request.servers, closedPoint({ ...at, base }, clientCount, besides));
}

function atServers(servers: readonly ServerSpec[], { burden, ...point }: Point): SweptCase[] {
  return servers.map((server) => fittedCase(withBurden(server, burden), point));
}

/** The first server under open load of one rate, as a search asks for it. */
export function caseAtRate(request: PointRequest, ratePerSecond: number): SweptCase {
  const [server] = atServers(request.servers, openPoint(request, ratePerSecond));
  return server as SweptCase;
}

/** The rates of a list such as `500/s,1k/s`, ascending, each once. */
export function rates(text: string): number[] {
  const parsed = text.split(',').map((part) => parseRatePerSecond(part, '--rate'));
  return [...new Set(parsed)].sort((left, right) => left - right);
}

interface Point extends Omit<SweptCase, 'server' | 'notes'> {
  readonly burden: Burden | undefined;
}

function fittedCase(server: ServerSpec, point: Omit<Point, 'burden'>): SweptCase {
  const { load, notes } = fitLoad(point.load, profileOf(server));
  const group =
    load.clientCount === point.load.clientCount || load.open !== undefined
      ? point.group
      : `${closedGroup(load)}, ${placementWords(point.placement)}`;
  return { server, ...point, group, load, notes };
}

/** `10 clients`, or `10 clients, service 0` beside others that carry something. */
function closedGroup(
  named: Load & { readonly burden?: Burden },
  besides: readonly Burden[] = [],
): string {
  const plain = { ...named, threadCount: 1, placement: 'unpinned' as const };
  const [group = ''] = groupNames([plain, ...besides.map((burden) => ({ ...plain, burden }))]);
  return group.replace(', unpinned', '');
}

function closedPoint(
  request: PointRequest,
  clientCount: number,
  besides: readonly Burden[] = [],
): Point {
  const scenarioCase = caseOf(request, clientCount);
  const placement = placementOf(request);
  return {
    group: `${closedGroup(scenarioCase, besides)}, ${placementWords(placement)}`,
    ...{ load: loadOf(scenarioCase), placement, burden: scenarioCase.burden },
  };
}

function openPoint(request: PointRequest, ratePerSecond: number): Point {
  const { flags, durationNs } = request;
  const clients = flags.clients ?? String(defaultOpenClientCount);
  const clientCount = parseInteger(clients, { min: 1, max: 100_000, option: '--clients' });
  const scenarioCase = caseOf(request, clientCount);
  const load = loadOf(scenarioCase);
  const { burden } = scenarioCase;
  const open = parseOpenLoad({ ...flags, rate: `${ratePerSecond.toFixed(6)}/s` }, durationNs);
  const placement = placementOf(request);
  const offered = `open load of ${Number(ratePerSecond.toPrecision(4))}/s`;
  const carried = burden?.service === undefined ? [] : [serviceWords(burden)];
  const group = [offered, ...carried, placementWords(placement)].join(', ');
  return { group, load: open === undefined ? load : { ...load, open }, placement, burden };
}

/** Threads beyond the clients of a point would have nothing to do, so that it gets fewer. */
function caseOf({ base, flags }: PointRequest, clientCount: number): ScenarioCase {
  const most =
    flags.threads === undefined
      ? base.threadCount
      : parseInteger(flags.threads, { min: 1, max: 64, option: '--threads' });
  const loaded = applyLoadFlags(base, {
    ...flags,
    clients: String(clientCount),
    threads: String(Math.min(most, clientCount)),
  });
  return applyBurdenFlags(loaded, flags);
}

function placementOf({ base, flags }: PointRequest) {
  return requirePlacement(base.placement, flags);
}

function clientCounts(text: string): number[] {
  const range = { min: 1, max: 100_000, option: '--clients' };
  const counts = text.split(',').map((part) => parseInteger(part, range));
  return [...new Set(counts)].sort((left, right) => left - right);
}
