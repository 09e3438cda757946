// How long the text of a template can become in any session, so that a profile is refused before a
// name is cut off or a field bursts.

import type { InField, OutField, Profile, Template } from './profile.ts';
import { type PlaceholderName, splitTemplate, type TemplatePart } from './template.ts';

/** Digits of the largest id, process number and operation number. */
const numberDigits = 7;
/** Digits and sign of the largest 64-bit number. */
const widestDigits = 20;

/**
 * The most bytes that a template can come to, apart from the payload, which the load decides on.
 * 0 for a template that cannot be taken apart.
 */
export function longestTextBytes(template: Template, profile: Profile): number {
  const { parts } = splitTemplate(template);
  return (parts ?? []).reduce((sum, part) => sum + longestPartBytes(part, profile), 0);
}

function longestPartBytes(part: TemplatePart, profile: Profile): number {
  if (part.part === 'text') {
    return new TextEncoder().encode(part.text).length;
  }
  return longestPlaceholderBytes(part.name, profile);
}

function longestPlaceholderBytes(name: PlaceholderName, profile: Profile): number {
  switch (name) {
    case 'name':
    case 'down':
      return longestTextBytes(profile.fifos.down, { ...profile, fifos: nameless });
    case 'up':
      return longestTextBytes(profile.fifos.up ?? '', { ...profile, fifos: nameless });
    case 'ack':
      return savedBytes((profile.ack ?? []).find(saves));
    case 'payload':
      return 0;
    default:
      return numberDigits;
  }
}

/** A name that refers to a name would have no end. */
const nameless = { down: '', nameMaxBytes: 0 };

/** Whether a field is remembered for `{ack}`. */
export function saves(field: InField): boolean {
  return 'save' in field && field.save !== undefined;
}

function savedBytes(field: InField | undefined): number {
  if (field === undefined) {
    return 0;
  }
  if ('bytes' in field) {
    return field.bytes === '{payloadBytes}' ? 0 : field.bytes;
  }
  return 'decimal' in field ? field.decimal : widestDigits;
}

/** The most bytes of a whole message, apart from the payload. */
export function longestMessageBytes(fields: readonly OutField[], profile: Profile): number {
  return fields.reduce((sum, field) => sum + longestFieldBytes(field, profile), 0);
}

function longestFieldBytes(field: OutField, profile: Profile): number {
  if ('hex' in field) {
    return field.hex.replace(/\s+/g, '').length / 2;
  }
  if ('int' in field) {
    return field.int === 'i16' ? 2 : field.int.endsWith('32') ? 4 : 8;
  }
  const prefixBytes = field.lengthPrefix === undefined ? 0 : field.lengthPrefix === 'u32' ? 4 : 8;
  const nulBytes = field.nul === true ? 1 : 0;
  return prefixBytes + (field.bytes ?? longestTextBytes(field.text, profile) + nulBytes);
}
