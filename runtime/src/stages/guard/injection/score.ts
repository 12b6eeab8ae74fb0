import { hasOpaqueRun } from '../normalise/decode-payloads.ts';
import type { Normalised, ReadingName } from '../normalise/readings.ts';
import type { Hit } from './find-hits.ts';
import type { SignalClass } from './pattern.ts';

/** A class that scored, with the weight that counts and the place that gave it. */
export interface Signal {
  readonly class: SignalClass;
  /** 0 to 1, after every addition and lowering. */
  readonly weight: number;
  /** Name of the pattern or of the evidence. */
  readonly pattern: string;
  readonly reading: ReadingName;
  /** A quarter was counted because of what stood around it. */
  readonly lowered: boolean;
  readonly source: 'text' | 'payload' | 'turns';
  readonly start: number;
  readonly end: number;
}

/** Hits of indirect sources weigh this much more. */
export const INDIRECT_FACTOR = 1.3;
/** Weight of a hit that is seen only when messages are joined. */
export const SPLIT_WEIGHT = 0.6;
const CERTAIN = 0.99;
const TAGS_WEIGHT = 0.9;
const OVERRIDE_WEIGHT = 0.5;
const OPAQUE_WEIGHT = 0.4;
const MIXED_WEIGHT = 0.1;
/** This many invisible bytes are a message, not an accident of a keyboard. */
const HIDDEN_BYTES = 4;

/** Score = 1 − Π(1 − weight), one weight per class. */
export function combine(signals: readonly Signal[]): number {
  let clear = 1;
  for (const signal of strongest(signals)) clear *= 1 - signal.weight;
  return Math.min(1, Math.round((1 - clear) * 1_000) / 1_000);
}

/** The heaviest signal of each class. */
export function strongest(signals: readonly Signal[]): readonly Signal[] {
  const best = new Map<SignalClass, Signal>();
  for (const signal of signals) {
    if (signal.weight > (best.get(signal.class)?.weight ?? 0)) best.set(signal.class, signal);
  }
  return [...best.values()];
}

/** Turns hits and what normalisation saw into signals of one source. */
export function toSignals(
  text: string,
  hits: readonly Hit[],
  normalised: Normalised,
  source: 'text' | 'payload',
): readonly Signal[] {
  const signals: Signal[] = [];
  const plainly = new Set(plainHits(hits, normalised));
  for (const hit of hits) {
    const addition = plainly.has(hit.pattern) ? null : additionOf(hit.reading, normalised);
    const added = addition === null ? hit.weight : hit.weight + (hit.lowered ? 0 : addition.weight);
    const weight = Math.min(CERTAIN, source === 'payload' ? added * INDIRECT_FACTOR : added);
    signals.push({ ...hit, weight, source });
    if (addition !== null && !hit.lowered) {
      signals.push({
        ...hit,
        class: addition.class,
        weight: MIXED_WEIGHT,
        pattern: 'seen-only-cleaned',
        source,
      });
    }
  }
  return [...signals, ...evidenceSignals(text, normalised, source)];
}

/** Patterns found in the text as anybody would read it. */
function plainHits(hits: readonly Hit[], normalised: Normalised): readonly string[] {
  const plainest = normalised.readings[0]?.name ?? 'clean';
  return hits.filter((hit) => hit.reading === plainest).map((hit) => hit.pattern);
}

/** What a hit gains by showing only in this reading, and which trick hid it. */
function additionOf(
  reading: ReadingName,
  { evidence }: Normalised,
): { readonly class: SignalClass; readonly weight: number } | null {
  switch (reading) {
    case 'received':
      return null;
    case 'clean':
      if (isInvisible(evidence)) return { class: 'invisible', weight: 0.3 };
      return evidence.styled > 0 ? { class: 'styled', weight: 0.2 } : null;
    case 'unmarked':
      return { class: 'invisible', weight: 0.3 };
    case 'latin':
    case 'cyrillic':
      return { class: 'look-alike', weight: 0.3 };
    case 'digits':
    case 'joined':
      return { class: 'styled', weight: 0.2 };
    case 'transliterated':
      return { class: 'transliteration', weight: 0 };
    default:
      return { class: 'encoded', weight: 0.2 };
  }
}

function isInvisible(evidence: Normalised['evidence']): boolean {
  return (
    evidence.zeroWidth + evidence.bidi + evidence.tags + evidence.variationSelectors + evidence.stackedMarks >
    0
  );
}

/** Signs that weigh without any hit: hidden bytes, overrides of direction, mixed scripts, opaque runs. */
function evidenceSignals(text: string, normalised: Normalised, source: 'text' | 'payload'): Signal[] {
  const { evidence } = normalised;
  const whole = { reading: 'received', lowered: false, source, start: 0, end: text.length } as const;
  const signals: Signal[] = [];
  if (evidence.tags >= HIDDEN_BYTES || evidence.variationSelectors >= HIDDEN_BYTES) {
    signals.push({ ...whole, class: 'invisible', weight: TAGS_WEIGHT, pattern: 'hidden-bytes' });
  }
  if (evidence.bidiOverride > 0) {
    signals.push({ ...whole, class: 'invisible', weight: OVERRIDE_WEIGHT, pattern: 'direction-override' });
  }
  if (evidence.mixedTokens > 0) {
    signals.push({ ...whole, class: 'look-alike', weight: MIXED_WEIGHT, pattern: 'mixed-scripts' });
  }
  if (asksToObeyOpaque(text)) {
    signals.push({ ...whole, class: 'encoded', weight: OPAQUE_WEIGHT, pattern: 'opaque-run' });
  }
  return signals;
}

const obeyOpaque =
  /(?<!\p{L})(?:decode|decrypt|execute|follow|obey|run this|do what|раскодиру|декодиру|расшифру|выполни|исполни|сделай то|розшифру|розкоду|декоду|виконай|зроби те)/iu;

function asksToObeyOpaque(text: string): boolean {
  return hasOpaqueRun(text) && obeyOpaque.test(text);
}
