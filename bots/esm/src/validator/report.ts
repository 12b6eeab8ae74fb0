import type { Language } from 'opora';

/** What can be the matter with a report, with the weight it takes from the quality figure. */
export const classWeights = {
  pristine: 0,
  generalisation: 45,
  time_period: 45,
  future_plan: 40,
  speculation: 35,
  explanation: 30,
  evaluation: 30,
  avoidance: 50,
  activity_only: 30,
  beep_reaction: 30,
  multi_moment: 30,
  vague: 40,
  garbage: 75,
} as const;

/** A class of report. */
export type ReportClass = keyof typeof classWeights;

/** A class that asks for a probe when it counts: every one but `pristine`. */
export type FaultClass = Exclude<ReportClass, 'pristine'>;

/** The five frequent phenomena of inner experience that a person may confirm. */
export const phenomena = [
  'innerSpeech',
  'innerSeeing',
  'unsymbolizedThinking',
  'feeling',
  'sensoryAwareness',
] as const;

/** One of the five. */
export type Phenomenon = (typeof phenomena)[number];

/** A claim by habit, or as everyone does, about how experience goes. */
export type Presupposition = 'reading_voice' | 'always_words' | 'emotion_as_thought';

/** Something found: UTF-16 offsets into the text as given, `end` exclusive; `confidence` from 0 to 1. */
export interface Finding<Id extends string> {
  readonly id: Id;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

/** The researcher's reading of `quality`. */
export type Grade = 'pristine' | 'excellent' | 'good' | 'fair' | 'poor' | 'garbage';

/** What the validator says of one text. */
export interface ReportValidation {
  /** `probe` when a class counts or a presupposition was found. */
  readonly verdict: 'accept' | 'probe';
  /** Language the rules of which were applied; `unchecked` when they know none of it: such a text is accepted. */
  readonly language: Language | 'unchecked';
  /** Strongest first; those below the threshold are kept, since quality counts them. */
  readonly classes: readonly Finding<FaultClass>[];
  readonly presupposition: Finding<Presupposition> | null;
  /** Candidates for a person to confirm, in order of appearance; none where a class counts. */
  readonly phenomena: readonly Finding<Phenomenon>[];
  /** 0–100, `null` for an unchecked text and without the golden standard. */
  readonly quality: number | null;
  /** `null` where `quality` is. */
  readonly grade: Grade | null;
  /** `ai` when a model's classes were mixed in. */
  readonly source: 'local' | 'ai';
  readonly durationMs: number;
}
