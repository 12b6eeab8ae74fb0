import { foldWords } from '../fold-words.ts';
import { cities } from './cities.ts';
import { isZone, machineZoneName } from './local-time.ts';

/** A zone by the name people know it under. */
export interface NamedZone {
  readonly zone: string;
  /** The matching name, as people write it. */
  readonly name: string;
}

/** What a typed city or zone led to. */
export type ZoneSearch =
  | { readonly kind: 'found'; readonly zone: string }
  /** Several zones begin like that; at most eight, in order of the list. */
  | { readonly kind: 'several'; readonly zones: readonly NamedZone[] }
  | { readonly kind: 'none'; readonly reason: 'offset' | 'unknown' };

const mostChoices = 8;
/** Shorter beginnings would fit half of the list. */
const shortestStart = 3;

const offset = /^(?:utc|gmt|мск|msk)? ?[+-]? ?\d{1,2}(?::?\d{2})?$/u;
const abbreviation = /^(?:gmt|[ecmpa][esd]?t|[ew]?est|cest|wet|bst|ist|msk|мск)$/u;

/**
 * Finds a zone by city (ru, uk, en) or by IANA name, in any case of letters. A beginning of at least three
 * letters is enough where it means one zone. Offsets (`+3`, `UTC+2`) and abbreviations (`CET`) are refused: they
 * do not tell when the clocks change.
 */
export function findZone(typed: string): ZoneSearch {
  const name = typed.trim();
  if ((name.includes('/') || name.toUpperCase() === 'UTC') && isZone(name)) {
    return { kind: 'found', zone: preferredName(name) };
  }
  const words = foldName(typed);
  if (offset.test(foldWords(typed))) return { kind: 'none', reason: 'offset' };
  const search = byCity(words);
  return search.kind === 'none' && abbreviation.test(words) ? { kind: 'none', reason: 'offset' } : search;
}

function byCity(words: string): ZoneSearch {
  const index = cityNames();
  const exact = index.get(words);
  if (exact !== undefined) return { kind: 'found', zone: exact.zone };
  if (words.length < shortestStart) return { kind: 'none', reason: 'unknown' };
  const zones = new Map<string, NamedZone>();
  for (const [name, entry] of index) {
    if (name.startsWith(words) && !zones.has(entry.zone)) zones.set(entry.zone, entry);
  }
  const [first, ...more] = zones.values();
  if (first === undefined) return { kind: 'none', reason: 'unknown' };
  if (more.length === 0) return { kind: 'found', zone: first.zone };
  return { kind: 'several', zones: [first, ...more].slice(0, mostChoices) };
}

/** Hyphens, apostrophes, spaces and Latin accents are written in many ways; letters decide. */
function foldName(text: string): string {
  const plain = foldWords(text)
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}+/gu, '')
    .normalize('NFC');
  return plain.replace(/[-'_]/gu, ' ').replace(/ +/gu, ' ');
}

let citiesByName: ReadonlyMap<string, NamedZone> | null = null;

/** Names of cities, folded: those of the list before those that stand in IANA names. */
function cityNames(): ReadonlyMap<string, NamedZone> {
  if (citiesByName !== null) return citiesByName;
  const names = new Map<string, NamedZone>();
  const add = (name: string, zone: string): void => {
    if (!names.has(foldName(name))) names.set(foldName(name), { zone, name });
  };
  for (const [zone, list] of cities) for (const name of list.split(', ')) add(name, zone);
  for (const zone of [...cities.map(([each]) => each), ...Intl.supportedValuesOf('timeZone')]) {
    add((zone.split('/').at(-1) ?? zone).replaceAll('_', ' '), preferredName(zone));
  }
  citiesByName = names;
  return names;
}

let preferredNames: ReadonlyMap<string, string> | null = null;

/** One name a zone: that of the list (machines differ in Kyiv or Kiev), else as this machine spells it. */
function preferredName(zone: string): string {
  preferredNames ??= new Map(cities.map(([listed]) => [machineZoneName(listed), listed]));
  const name = machineZoneName(zone);
  return preferredNames.get(name) ?? name;
}
