import { inflateSync } from 'node:zlib';
import {
  type EvidenceSource,
  eachFeature,
  type FeatureSink,
  type ReadWords,
  type Stretch,
  wholeStretch,
} from './evidence-features.ts';
import { evidenceBias, evidenceScale, packedEvidence } from './evidence-table.ts';

/** What the words of a text say together. */
export interface Evidence {
  /** Log-odds of an attack, of the stretch that speaks most of one. */
  readonly odds: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Log-odds from which a text counts as an attack: where fewer than three of a hundred honest rows of authors who
 * are held out from the fitting are refused (read-across-authors.ts), with room for what other readings add.
 */
export const ENOUGH_ODDS = 1.85;
/** A long text is read in several stretches, so that each must say more. */
const MORE_OF_LONG = 0.7;
const WHOLE = 90;
const STRETCH = 60;
const STEP = 30;
/** Of a very long text the beginning and the end are read, as a model would. */
const HEAD = 420;
const TAIL = 180;

let weights: Int8Array | null = null;

function weightsOf(): Int8Array {
  weights ??= new Int8Array(inflateSync(Buffer.from(packedEvidence, 'base64')));
  return weights;
}

/** Words with a known meaning that a text must hold to be weighed: "f12 f13 f14" orders nothing. */
const FEWEST_MEANINGFUL: Readonly<Record<EvidenceSource, number>> = { text: 1, payload: 1, joined: 2 };

/** Weighs the words of a reading; null when too few of them mean anything. Linear in the words. */
export function weighEvidence(
  { text, tokens }: ReadWords,
  source: EvidenceSource,
  beside: ReadWords | null,
): Evidence | null {
  const meaningful = tokens.filter(({ ids, word }) => ids.length > 0 && !/\d/.test(word)).length;
  if (meaningful < FEWEST_MEANINGFUL[source]) return null;
  const own = beside === null ? null : headOf(wholeStretch(beside));
  const whole = wholeStretch({ text, tokens });
  if (tokens.length <= WHOLE) return { odds: oddsOf(whole, source, own), first: 0, last: whole.last };
  let best: Evidence | null = null;
  for (const first of beginnings(tokens.length)) {
    const last = Math.min(first + STRETCH, tokens.length) - 1;
    const odds = oddsOf({ ...whole, first, last }, source, own) - MORE_OF_LONG;
    if (odds > (best?.odds ?? Number.NEGATIVE_INFINITY)) best = { odds, first, last };
  }
  return best;
}

const headOf = (stretch: Stretch): Stretch => ({ ...stretch, last: Math.min(stretch.last, HEAD - 1) });

function* beginnings(count: number): Generator<number> {
  const isCut = count > HEAD + TAIL;
  const head = isCut ? HEAD : count;
  for (let first = 0; first === 0 || first + STEP < head; first += STEP) yield first;
  if (isCut) for (let first = count - TAIL; first + STEP < count; first += STEP) yield first;
}

const FEWEST = 4;

/** Adds up weights block by block. */
class Sum implements FeatureSink {
  #odds = 0;
  #share = 0;
  #weights = 0;
  #count = 0;
  readonly #table = weightsOf();

  readonly begin = (share: number): void => {
    this.#end();
    this.#share = share;
  };

  readonly add = (place: number): void => {
    this.#weights += this.#table[place] ?? 0;
    this.#count += 1;
  };

  readonly form = (place: number, value: number): void => {
    this.#odds += (this.#table[place] ?? 0) * value;
  };

  #end(): void {
    this.#odds += (this.#weights * this.#share) / Math.sqrt(Math.max(this.#count, FEWEST));
    this.#weights = 0;
    this.#count = 0;
  }

  odds(): number {
    this.#end();
    return evidenceBias + this.#odds * evidenceScale;
  }
}

function oddsOf(stretch: Stretch, source: EvidenceSource, beside: Stretch | null): number {
  const sum = new Sum();
  eachFeature(stretch, source, beside, sum);
  return sum.odds();
}
