// The largest payload that the messages of a profile hold, so that no load asks for more.

import { longestTextBytes } from './longest-text.ts';
import type { InField, OutField, Profile } from './profile.ts';

/** The most bytes of payload that a request and its reply can carry; `null`: they set no limit. */
export function payloadLimitBytes(profile: Profile): number | null {
  const { request = [], reply = [] } = profile.operation;
  const limits = [
    ...request.map((field) => requestLimitBytes(field, profile)),
    ...reply.map((field) => replyLimitBytes(field, profile)),
  ].filter((limit) => limit !== null);
  return limits.length === 0 ? null : Math.min(...limits);
}

function requestLimitBytes(field: OutField, profile: Profile): number | null {
  if (!('text' in field) || field.bytes === undefined || !field.text.includes('{payload}')) {
    return null;
  }
  const otherBytes = longestTextBytes(field.text, profile) + (field.nul === true ? 1 : 0);
  return field.bytes - otherBytes;
}

/** A reply limits the payload only where it must repeat it in some form. */
function replyLimitBytes(field: InField, profile: Profile): number | null {
  if (!('bytes' in field) || typeof field.bytes !== 'number') {
    return null;
  }
  if (field.expect !== undefined) {
    return field.expect.includes('{payload}')
      ? field.bytes - longestTextBytes(field.expect, profile)
      : null;
  }
  const { check } = profile.operation;
  return typeof check === 'object' && 'transform' in check ? field.bytes : null;
}
