import type { Cue } from './cues.ts';
import type { SpokenNumber } from './number-words.ts';
import type { WordIndex } from './word-index.ts';

/** Kinds of personal data and secrets (specification, §4). */
export const personalDataKinds = [
  'card',
  'card_expiry',
  'cvv',
  'iban',
  'tax_id',
  'passport',
  'id_card',
  'unzr',
  'birth_cert',
  'phone',
  'email',
  'name',
  'dob',
  'address',
  'handle',
  'secret',
] as const;

export type PersonalDataKind = (typeof personalDataKinds)[number];

/** Kinds whose value proves itself; the gate for them is 1.00. */
export const checksumKinds: readonly PersonalDataKind[] = ['card', 'iban', 'tax_id', 'unzr'];

/** Replaced before an Update is written, always. */
export const neverStoredKinds: readonly PersonalDataKind[] = ['card', 'card_expiry', 'cvv', 'secret'];

export const isNeverStored = (kind: PersonalDataKind): boolean => neverStoredKinds.includes(kind);

/** A found value; offsets in UTF-16 units of the text that was searched. */
export interface Candidate {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
  /** Proven by checksum or unmistakable shape: beats every candidate that is not. */
  readonly isProven: boolean;
}

/** The text a finder reads: cleaned, case kept, with two readings of it of equal length. */
export interface SearchText {
  readonly text: string;
  /** In lower case, ё read as е. */
  readonly lower: string;
  /** As `text`, but letters that stand for digits inside numbers (О, З) are digits. */
  readonly numeric: string;
  /** The words of `lower`. */
  readonly words: WordIndex;
  /** How often each cue was asked for; below zero when the text has none of its words. */
  readonly asked: Map<Cue, number>;
  /** Whether any digit stands in `numeric`. */
  readonly hasDigits: boolean;
  /** Six digits stand together somewhere, with a blank or a hyphen between them at most. */
  readonly hasLongNumber: boolean;
  /** Runs of numerals spelled in words, with their digits. */
  readonly spoken: readonly SpokenNumber[];
  /** Handles of the shop itself, lower case, without @. */
  readonly ownHandles: ReadonlySet<string>;
}

export type Finder = (search: SearchText, found: readonly Candidate[]) => readonly Candidate[];
