import type { Language } from '../../../contracts/message.ts';
import type { Concept } from './concept-names.ts';
import type { WordExpression } from './expressions.ts';

/** The 18 classes of the specification, §2. */
export const signalClasses = [
  'cancel-rules',
  'persona',
  'reveal',
  'delimiters',
  'force-action',
  'price',
  'payment-status',
  'authority',
  'secrets',
  'encoded',
  'look-alike',
  'invisible',
  'styled',
  'transliteration',
  'indirect',
  'split',
  'others-data',
  'endless',
] as const;

export type SignalClass = (typeof signalClasses)[number];

/** The class of a number 1 to 18, as rows of an evaluation may give it. */
export function classOfNumber(number: number): SignalClass | null {
  return signalClasses[number - 1] ?? null;
}

/**
 * What makes a pattern count for less: nothing, the sender as the one who does it ("I play the role"), the sender's own
 * things, public rules too.
 */
export type Lowering = 'none' | 'sender' | 'own' | 'own-or-public';

/** One injection pattern, in one language. */
export interface InjectionPattern {
  readonly id: string;
  readonly class: SignalClass;
  readonly language: Language;
  /** Share of suspicion, 0 to 1. */
  readonly weight: number;
  /** Over words, or over signs; both run in linear time. */
  readonly expression: WordExpression | RegExp;
  readonly lowering: Lowering;
  /**
   * Words of these meanings near the hit make it innocent ("owner of the card"); `ask` stands for a question of the
   * sender about what they may do themselves.
   */
  readonly innocentNear: readonly Concept[];
  /** Only texts from indirect sources are read for it. */
  readonly indirectOnly: boolean;
  readonly example: string;
  readonly counterExample: string;
}

/** A text the pattern must find, and one it must not. */
export type ExamplePair = readonly [example: string, counterExample: string];

/** One idea and its examples in the languages it is written for; each becomes a pattern of its own. */
export interface PatternFamily {
  readonly id: string;
  readonly class: SignalClass;
  readonly weight: number;
  readonly expression: WordExpression | RegExp;
  readonly lowering?: Lowering;
  readonly innocentNear?: readonly Concept[];
  readonly indirectOnly?: boolean;
  readonly examples: Readonly<Partial<Record<Language, ExamplePair>>>;
}
