import { type MappedText, toReceivedRange } from '../normalise/mapped-text.ts';
import { type Normalised, normaliseText, type ReadingName } from '../normalise/readings.ts';
import { isLowered, isQuoted, LOWERED, type ReadingContext, readContext } from './context.ts';
import { evidenceClass } from './evidence-class.ts';
import type { EvidenceSource, ReadWords } from './evidence-features.ts';
import type { InjectionPattern, SignalClass } from './pattern.ts';
import { familyOf, patternTable } from './pattern-table.ts';
import { scanWords, type WordScan } from './scan-words.ts';
import { ENOUGH_ODDS, weighEvidence } from './weigh-evidence.ts';
import { isWorthReading } from './word-meanings.ts';

/** One finding in one reading; offsets in the received text. */
export interface Hit {
  readonly pattern: string;
  readonly class: SignalClass;
  readonly weight: number;
  readonly lowered: boolean;
  readonly reading: ReadingName;
  readonly start: number;
  readonly end: number;
}

/** Name of the hit of all words together, which no single pattern gave. */
export const EVIDENCE = 'evidence';

/** Words alone raise a message, and never refuse it. */
const HEAVIEST_EVIDENCE = 0.85;

/** Called between readings; throws when the time is up. */
export type CheckTime = () => void;

export interface FindOptions {
  readonly source: EvidenceSource;
  /** What the person says beside a payload. */
  readonly beside?: string;
  readonly checkTime: CheckTime;
}

/** Readings in which everybody sees the words: there the whole message tells what a phrase means. */
const plainReadings: ReadonlySet<ReadingName> = new Set(['received', 'clean', 'unmarked']);

/** Everything the patterns find in all readings of `text`, what its words say together, what normalisation saw. */
export function findHits(
  text: string,
  options: FindOptions,
): { readonly hits: readonly Hit[]; readonly normalised: Normalised } {
  const { source, checkTime } = options;
  const isIndirect = source === 'payload';
  const normalised = normaliseText(text);
  checkTime();
  const found: Hit[] = [];
  let words: WordScan | null = null;
  for (const { name, mapped } of normalised.readings) {
    words = scanWords(mapped.text, patternTable().vocabulary);
    found.push(...placed(judgeScan(mapped.text, name, words, isIndirect), mapped));
    checkTime();
  }
  const last = normalised.readings.at(-1)?.mapped;
  const evidence =
    last === undefined || words === null
      ? null
      : weigh({ text: last.text, tokens: words.tokens }, last, options);
  // Words that the whole message explains are no attack: their patterns count a quarter.
  const hits = evidence === null ? found.map(lowerPlain) : [...found, evidence];
  hits.push(...findFurther(normalised, hits, options));
  hits.push(...findInPayloads(normalised, checkTime));
  return { hits, normalised };
}

function placed(hits: readonly Hit[], mapped: MappedText): readonly Hit[] {
  return hits.map((hit) => ({ ...hit, ...toReceivedRange(mapped, hit.start, hit.end) }));
}

/** What the words of the most readable reading say together, when it is enough. */
function weigh(words: ReadWords, mapped: MappedText, { source, beside }: FindOptions): Hit | null {
  const found = weighEvidence(words, source, beside === undefined ? null : readWords(beside));
  if (found === null || found.odds < ENOUGH_ODDS) return null;
  const { odds, first, last } = found;
  const weight = Math.min(HEAVIEST_EVIDENCE, 1 / (1 + Math.exp(ENOUGH_ODDS - odds)));
  const start = words.tokens[first]?.start ?? 0;
  return {
    pattern: EVIDENCE,
    class: evidenceClass(words.tokens, first, last),
    weight,
    lowered: false,
    reading: 'clean',
    ...toReceivedRange(mapped, start, words.tokens[last]?.end ?? start),
  };
}

/** Words of a text in its last reading, the one that is weighed. */
export function readWords(text: string): ReadWords {
  const reading = normaliseText(text).readings.at(-1)?.mapped.text ?? '';
  return { text: reading, tokens: scanWords(reading, patternTable().vocabulary).tokens };
}

function lowerPlain(hit: Hit): Hit {
  const isSign = patternTable().signIds.has(hit.pattern);
  if (hit.lowered || isSign || !plainReadings.has(hit.reading)) return hit;
  return { ...hit, lowered: true, weight: hit.weight * LOWERED };
}

/** Transliterated and reversed words, where they can say anything. */
function findFurther(normalised: Normalised, before: readonly Hit[], options: FindOptions): readonly Hit[] {
  const hits: Hit[] = [];
  const { vocabulary } = patternTable();
  for (const { name, source, make } of normalised.further) {
    if (!isWorthReading(source.text, name === 'reversed' ? name : 'transliterated', vocabulary)) continue;
    const mapped = make();
    // What the plain words say already is not said again by their transliteration, which no context explains.
    const known = new Set([...before, ...hits].map((hit) => hit.pattern));
    const scan = scanWords(mapped.text, vocabulary, name === 'transliterated');
    const found = judgeScan(mapped.text, name, scan, options.source === 'payload');
    hits.push(
      ...placed(
        found.filter((hit) => !known.has(hit.pattern)),
        mapped,
      ),
    );
    options.checkTime();
  }
  return hits;
}

/** Hidden words are never the sender's own: what is read there is read as from an indirect source. */
function findInPayloads(normalised: Normalised, checkTime: CheckTime): readonly Hit[] {
  const hits: Hit[] = [];
  for (const { text, start, end } of normalised.payloads) {
    for (const { mapped } of normaliseText(text).readings.slice(0, 3)) {
      const scan = scanWords(mapped.text, patternTable().vocabulary);
      hits.push(...judgeScan(mapped.text, 'decoded', scan, true).map((hit) => ({ ...hit, start, end })));
    }
    checkTime();
  }
  return hits;
}

function judgeScan(text: string, reading: ReadingName, scan: WordScan, isIndirect: boolean): readonly Hit[] {
  const isPlain = reading === 'decoded' || plainReadings.has(reading);
  if (scan.hits.length === 0 && !isPlain) return [];
  let read: ReadingContext | null = null;
  // Read only when there is something to explain: most messages hold no hit.
  const contextOf = (): ReadingContext => {
    read ??= readContext(text, scan.tokens, isIndirect);
    return read;
  };
  const hits: Hit[] = [];
  for (const hit of scan.hits) {
    const pattern = patternTable().patterns[hit.pattern];
    if (pattern === undefined || (pattern.indirectOnly && !isIndirect)) continue;
    const lowered = isLowered(hit, pattern, contextOf());
    const start = scan.tokens[hit.first]?.start ?? 0;
    hits.push(toHit(pattern, reading, lowered, start, scan.tokens[hit.last]?.end ?? start));
  }
  if (isPlain) hits.push(...scanSigns(text, reading, contextOf));
  return hits;
}

function scanSigns(text: string, reading: ReadingName, contextOf: () => ReadingContext): Hit[] {
  const hits: Hit[] = [];
  // Letters and ordinary punctuation only: none of these expressions can match.
  if (!/[<>[\]{}#=_:;$|`(-]/.test(text)) return hits;
  for (const pattern of patternTable().signs) {
    const match = pattern.expression instanceof RegExp ? pattern.expression.exec(text) : null;
    if (match === null) continue;
    const range = { start: match.index, end: match.index + match[0].length };
    const lowered = contextOf().asks && isQuoted(range, contextOf());
    hits.push(toHit(pattern, reading, lowered, range.start, range.end));
  }
  return hits;
}

function toHit(
  pattern: InjectionPattern,
  reading: ReadingName,
  lowered: boolean,
  start: number,
  end: number,
): Hit {
  const weight = lowered ? pattern.weight * LOWERED : pattern.weight;
  return { pattern: familyOf(pattern), class: pattern.class, weight, lowered, reading, start, end };
}
