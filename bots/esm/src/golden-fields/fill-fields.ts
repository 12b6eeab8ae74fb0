import { isDeepStrictEqual } from 'node:util';
import type { Json } from 'opora';
import { goldenDefaults } from './golden-fields.ts';

/** An object as the column holds it. */
export type StoredFields = { readonly [name: string]: Json };

/** A row with everything it must have, and the part that was added to get there. */
export interface FilledFields {
  readonly fields: StoredFields;
  /** Of the shape of the fields, holding only what was missing; empty when nothing was. */
  readonly written: StoredFields;
}

const isGroup = (value: Json | undefined): value is StoredFields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const defaults: StoredFields = goldenDefaults;

/**
 * Adds the fields that are missing; existing values stay, whatever they are.
 * @throws TypeError when the row, or one of its groups, is no object: nothing can be added to it.
 */
export function fillFields(stored: Json): FilledFields {
  if (stored !== null && !isGroup(stored)) throw new TypeError('golden_fields is no object');
  const known = stored ?? {};
  const fields: Record<string, Json> = { ...known };
  const written: Record<string, Json> = {};
  for (const [name, standard] of Object.entries(defaults)) {
    if (!isGroup(standard)) {
      if (!Object.hasOwn(known, name)) fields[name] = written[name] = standard;
      continue;
    }
    const group = Object.hasOwn(known, name) ? known[name] : {};
    if (!isGroup(group)) throw new TypeError(`golden_fields.${name} is no object`);
    const missing = Object.entries(standard).filter(([leaf]) => !Object.hasOwn(group, leaf));
    if (missing.length === 0) continue;
    fields[name] = { ...group, ...Object.fromEntries(missing) };
    written[name] = Object.fromEntries(missing);
  }
  return { fields, written };
}

/**
 * Takes away what was written and still has the value it was written with; null when nothing is left. Groups that
 * end up empty go too.
 */
export function withdrawFields(stored: StoredFields, written: StoredFields): StoredFields | null {
  const left = Object.entries(stored).flatMap(([name, value]): [string, Json][] => {
    if (!Object.hasOwn(written, name)) return [[name, value]];
    const was = written[name];
    if (!isGroup(was) || !isGroup(value)) return isDeepStrictEqual(was, value) ? [] : [[name, value]];
    const kept = withdrawFields(value, was);
    return kept === null ? [] : [[name, kept]];
  });
  return left.length === 0 ? null : Object.fromEntries(left);
}
