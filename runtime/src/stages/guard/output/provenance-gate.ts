import type { TurnFacts } from '../../../contracts/draft.ts';
import { cleanText } from '../normalise/clean-text.ts';
import type { PersonalDataKind } from '../personal-data/kinds.ts';
import { findPersonalData } from '../personal-data/redact.ts';
import { findLinks } from './links.ts';
import { readMoney, readNumbers, readPriced } from './read-amounts.ts';
import { readWordsOfMoney } from './read-words-of-money.ts';

export interface ProvenanceOptions {
  /** Numbers up to this value need no source ("one more question"); 0 checks every number. Default 0. */
  readonly freeNumbersUpTo?: number;
  /** Whether names in quotation marks are checked. Default true. */
  readonly checkNames?: boolean;
}

/** Judges a text against the facts; reasons name the kind and the value that has no source. */
export type ProvenanceGate = (draft: string) => readonly string[];

const quoted = /[«“"„]([^«»“”"„\n]{2,80})[»”"]/gu;
/** Where to write or to pay: as good as a link or a phone in the wrong hands. */
const addresses: readonly PersonalDataKind[] = ['email', 'handle', 'iban', 'card'];

/**
 * A gate over sums of money (in words too), numbers, links, phones, addresses and names: what has no source in `facts` is a
 * reason. Pure.
 */
export function createProvenanceGate(facts: TurnFacts, options: ProvenanceOptions = {}): ProvenanceGate {
  const known = new KnownFacts(facts);
  return (draft) => {
    const text = cleanText(draft, { keepCase: true }).mapped.text;
    const masked = new MaskedText(text);
    const reasons = [
      ...judgeLinks(masked, known),
      ...judgeAddresses(masked, known),
      ...judgeMoney(masked, known),
      ...judgeNumbers(masked, known, options.freeNumbersUpTo ?? 0),
      ...judgeWords(text, known),
      ...(options.checkNames === false ? [] : judgeNames(text, known)),
    ];
    return [...new Set(reasons)];
  };
}

/** What one check has read is hidden from the next: the digits of a phone are no numbers. */
class MaskedText {
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  hide(start: number, end: number): void {
    this.text = this.text.slice(0, start) + ' '.repeat(end - start) + this.text.slice(end);
  }
}

class KnownFacts {
  readonly links: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
  readonly money: readonly { readonly amount: number; readonly currency: string | null }[];
  readonly words: string;

  constructor(facts: TurnFacts) {
    const texts = (facts.texts ?? []).map((text) => cleanText(text, { keepCase: true }).mapped.text);
    const all = texts.join('\n');
    this.links = new Set([...(facts.links ?? []), ...findLinks(all).map((link) => link.text)].map(plainLink));
    const found = findPersonalData(all);
    const valuesOf = (kinds: readonly PersonalDataKind[]): readonly string[] =>
      found.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
    this.phones = new Set([...(facts.phones ?? []), ...valuesOf(['phone'])].map(plainPhone));
    this.addresses = new Set(
      [...(facts.names ?? []), ...(facts.links ?? []), ...valuesOf(addresses)].map(plainAddress),
    );
    const money = (facts.money ?? []).map((item) => ({
      amount: item.amount,
      currency: item.currency?.toUpperCase() ?? null,
    }));
    this.money = [...money, ...readMoney(all)];
    this.numbers = new Set([...(facts.numbers ?? []), ...readNumbers(all).map(({ value }) => value)]);
    this.words = ` ${[...(facts.names ?? []), ...texts].map(plainWords).join(' | ')} `;
  }

  hasAmount(amount: number): boolean {
    return this.money.some((fact) => fact.amount === amount);
  }

  /** Whether these words stand together in a fact. */
  says(words: string): boolean {
    return this.words.includes(plainWords(words));
  }
}

function judgeLinks(masked: MaskedText, known: KnownFacts): string[] {
  const reasons: string[] = [];
  for (const link of findLinks(masked.text)) {
    if (!known.links.has(plainLink(link.text)))
      reasons.push(`link-without-source:${link.host === '' ? 'unreadable' : link.host}`);
    masked.hide(link.start, link.end);
  }
  return reasons;
}

/** Phones, e-mails, handles, accounts and cards. */
function judgeAddresses(masked: MaskedText, known: KnownFacts): string[] {
  const reasons: string[] = [];
  for (const span of findPersonalData(masked.text)) {
    const isPhone = span.kind === 'phone';
    if (!isPhone && !addresses.includes(span.kind)) continue;
    const isKnown = isPhone
      ? known.phones.has(plainPhone(span.value))
      : known.addresses.has(plainAddress(span.value));
    if (!isKnown) reasons.push(`${span.kind}-without-source`);
    masked.hide(span.start, span.end);
  }
  return reasons;
}

function judgeMoney(masked: MaskedText, known: KnownFacts): string[] {
  const reasons: string[] = [];
  for (const found of readMoney(masked.text)) {
    const isKnown = known.money.some(
      (fact) =>
        fact.amount === found.amount &&
        (fact.currency === null || found.currency === null || fact.currency === found.currency),
    );
    const unit = found.currency === null ? '' : ` ${found.currency}`;
    if (!isKnown) reasons.push(`money-without-source:${found.amount}${unit}`);
    masked.hide(found.start, found.end);
  }
  for (const amount of readPriced(masked.text)) {
    if (!known.hasAmount(amount)) reasons.push(`money-without-source:${amount}`);
  }
  return reasons;
}

function judgeNumbers(masked: MaskedText, known: KnownFacts, free: number): string[] {
  // Digits of other scripts survive every cleaning: nobody who means well writes them.
  const unreadable = /(?![0-9])\p{Nd}/u.test(masked.text) ? ['number-without-source:unreadable'] : [];
  const unknown = readNumbers(masked.text).filter(
    ({ value, word }) =>
      value > free && !known.numbers.has(value) && !known.hasAmount(value) && !known.says(word),
  );
  return [...unreadable, ...unknown.map(({ value }) => `number-without-source:${value}`)];
}

/** Sums in words, "free" and "half price" are claims like any figure. */
function judgeWords(text: string, known: KnownFacts): string[] {
  return readWordsOfMoney(text)
    .filter(({ kind, phrase }) => !known.says(phrase) && !(kind === 'free' && known.hasAmount(0)))
    .map(({ kind }) => (kind === 'money-in-words' ? kind : `${kind}-without-source`));
}

/** Quoted names: a Draft that puts a product in quotes claims that it exists. */
function judgeNames(text: string, known: KnownFacts): string[] {
  return [...text.matchAll(quoted)]
    .filter((match) => !known.says(match[1] ?? ''))
    .map(() => 'name-without-source');
}

function plainLink(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}

/** The last nine digits tell numbers apart whatever stands in front of them. */
function plainPhone(phone: string): string {
  return phone.replace(/\D/g, '').slice(-9);
}

const plainAddress = (text: string): string => text.toLowerCase().replace(/[\s-]/g, '');

function plainWords(text: string): string {
  return ` ${(cleanText(text).mapped.text.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}
