import { redactionFailed } from '../../../core/redaction.ts';
import { cleanText } from '../normalise/clean-text.ts';
import { toReceivedRange } from '../normalise/mapped-text.ts';
import { findAddresses } from './find-addresses.ts';
import { findCvv, findExpiries } from './find-card-details.ts';
import { findEmails, findHandles } from './find-contacts.ts';
import { findBirthCertificates, findBirthDates, findPassports } from './find-documents.ts';
import { findNames } from './find-names.ts';
import { findCards, findIbans } from './find-numbers.ts';
import { findPhones } from './find-phones.ts';
import { findSecrets } from './find-secrets.ts';
import { findTaxIds, findUnzr } from './find-tax-ids.ts';
import {
  type Candidate,
  type Finder,
  isNeverStored,
  type PersonalDataKind,
  personalDataKinds,
} from './kinds.ts';
import { searchTextOf } from './search-text.ts';

/** A found value; offsets in UTF-16 units of the received text, `end` exclusive. */
export interface PersonalDataSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: PersonalDataKind;
  readonly value: string;
}

export interface RedactOptions {
  /** Kinds to replace; all when left out. */
  readonly kinds?: readonly PersonalDataKind[];
  /** Handles of the shop itself, which may stay. */
  readonly ownHandles?: readonly string[];
  /** Placeholders given earlier in this Turn: equal values keep their placeholder. */
  readonly placeholders?: PlaceholderTable;
}

export interface Redaction {
  /** The text with `[PHONE_1]` and the like; `[redacted: failed]` when a finder broke. */
  readonly text: string;
  readonly spans: readonly PersonalDataSpan[];
  /** Puts the values back, for a reply to their own sender only. */
  restore(text: string): string;
  /** True when nothing could be said about the text: it must not be shown or sent to a model. */
  readonly failed: boolean;
}

/**
 * Finders of the kinds that are never stored (IBANs stand among them), and all others. Order matters: later finders see
 * what earlier ones proved.
 */
const neverStoredFinders: readonly Finder[] = [findSecrets, findCards, findIbans, findExpiries, findCvv];
const otherFinders: readonly Finder[] = [
  findEmails,
  findUnzr,
  findTaxIds,
  findPassports,
  findBirthCertificates,
  findBirthDates,
  findHandles,
  findAddresses,
  findPhones,
  findNames,
];

/** Values that are never stored, in one text: beyond, none is doubted, since an honest message holds a few. */
const MAXIMUM_DOUBTED = 50;

/** Placeholders of one Turn: the same value has the same one wherever it stands. */
export class PlaceholderTable {
  private readonly byValue = new Map<string, string>();
  private readonly values = new Map<string, string>();
  private readonly counts = new Map<PersonalDataKind, number>();

  /** The placeholder of a value; spacing and case make no difference. */
  placeholder(kind: PersonalDataKind, value: string): string {
    const key = `${kind} ${value.toLowerCase().replace(/[\s().-]/g, '')}`;
    const known = this.byValue.get(key);
    if (known !== undefined) return known;
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    const placeholder = `[${kind.toUpperCase()}_${count}]`;
    this.byValue.set(key, placeholder);
    this.values.set(placeholder, value);
    return placeholder;
  }

  /** The text with every known placeholder replaced by its value. */
  restore(text: string): string {
    return text.replace(
      /\[[A-Z_]{3,12}_\d{1,4}\]/g,
      (placeholder) => this.values.get(placeholder) ?? placeholder,
    );
  }
}

/**
 * Finds personal data and secrets and puts typed placeholders in their place. Fails closed: when a finder breaks
 * the answer holds no part of the text.
 */
export function redact(text: string, options: RedactOptions = {}): Redaction {
  try {
    const kinds = options.kinds ?? personalDataKinds;
    const spans = findPersonalData(text, options.ownHandles, kinds);
    const table = options.placeholders ?? new PlaceholderTable();
    return {
      text: replaceSpans(text, spans, table),
      spans,
      restore: (reply) => table.restore(reply),
      failed: false,
    };
  } catch {
    // No part of a text that could not be read is safe to show; the flag makes the failure visible.
    return { text: redactionFailed, spans: [], restore: (reply) => reply, failed: true };
  }
}

/** All spans of personal data of the wanted kinds, in order, none overlapping. */
export function findPersonalData(
  text: string,
  ownHandles: readonly string[] = [],
  kinds: readonly PersonalDataKind[] = personalDataKinds,
): readonly PersonalDataSpan[] {
  const { mapped } = cleanText(text, { keepCase: true });
  const search = searchTextOf(mapped.text, ownHandles);
  const wanted = new Set(kinds);
  const found: Candidate[] = [];
  for (const finder of neverStoredFinders) found.push(...finder(search, found));
  // The other finders can take a place away from a card, but add none: without one there is nothing to ask them, and in
  // a flood of them nothing is given back.
  const count = found.filter(({ kind }) => wanted.has(kind)).length;
  const isAnswered = kinds.every(isNeverStored) && (count === 0 || count > MAXIMUM_DOUBTED);
  if (!isAnswered) for (const finder of otherFinders) found.push(...finder(search, found));
  return resolve(found)
    .filter(({ kind }) => wanted.has(kind))
    .map((candidate) => {
      const range = toReceivedRange(mapped, candidate.start, candidate.end);
      return { ...range, kind: candidate.kind, value: text.slice(range.start, range.end) };
    });
}

/** Proven candidates first, then the longest; whatever overlaps a taken one goes. */
function resolve(found: readonly Candidate[]): readonly Candidate[] {
  const ordered = [...found].sort((a, b) => {
    if (a.isProven !== b.isProven) return a.isProven ? -1 : 1;
    return b.end - b.start - (a.end - a.start) || a.start - b.start;
  });
  const taken: Candidate[] = [];
  for (const candidate of ordered) {
    const place = placeFor(taken, candidate.start);
    const [before, after] = [taken[place - 1], taken[place]];
    if (
      (before !== undefined && before.end > candidate.start) ||
      (after !== undefined && after.start < candidate.end)
    )
      continue;
    taken.splice(place, 0, candidate);
  }
  return taken;
}

/** Index of the first of `sorted` that begins at `start` or later. */
function placeFor(sorted: readonly Candidate[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function replaceSpans(text: string, spans: readonly PersonalDataSpan[], table: PlaceholderTable): string {
  let result = '';
  let copied = 0;
  for (const span of spans) {
    result += text.slice(copied, span.start) + table.placeholder(span.kind, span.value);
    copied = span.end;
  }
  return result + text.slice(copied);
}
