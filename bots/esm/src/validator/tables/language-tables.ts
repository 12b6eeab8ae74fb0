import type { FaultClass, Phenomenon, Presupposition } from '../report.ts';
import type { CueGroup } from '../words/cue-book.ts';

/** Classes told by patterns; `garbage` is told by letters. */
export type PatternClass = Exclude<FaultClass, 'garbage'>;

/** What patterns besides the classes stand for. */
export type AuxiliaryLabel =
  /** Something that a person lives through: it speaks against `activity_only`, `vague`, `evaluation`. */
  | 'evidence'
  /** The experience is said to be empty: a full report. */
  | 'nothing'
  /** One deed of a chain; three make several moments. */
  | 'deed'
  /** A perception or thought told as an event of a story. */
  | 'event'
  /** A thing, being or sign that may have been perceived. */
  | 'scene'
  /** A specific thought. */
  | 'thought'
  /** The absence of words or images. */
  | 'wordless'
  /** A sensation of the body; part of a feeling where one is named. */
  | 'bodily'
  /** Perception in the service of doing something. */
  | 'purpose'
  /** Voices and music of others. */
  | 'heard'
  /** Everybody, of course: with a claim about experience it is a presupposition. */
  | 'universal';

/**
 * Frames by how far they reach: `clause` (a thought, somebody's words) and `percept` (*felt that*, *as if*) to the end
 * of the sentence, `topic` (*thinking of*) to the end of its clause. `resume` ends them earlier: *… and I was sad*.
 */
export type FrameLabel = 'clause' | 'percept' | 'topic' | 'resume';

/** Everything the validator knows of one language. Each table is a list of patterns, see `parsePattern`. */
export interface LanguageTables {
  /** Named lists of words, used in patterns as `@name`. */
  readonly sets: Readonly<Record<string, string>>;
  /** Words that only lead into a clause. */
  readonly lead: string;
  /** Mentions of the moment of the signal: they place the report and say nothing of it. */
  readonly anchors: readonly CueGroup[];
  /** Words after which a clause or a topic in mind, or something perceived, is the content of experience. */
  readonly frames: Readonly<Record<FrameLabel, readonly CueGroup[]>>;
  readonly classes: Readonly<Record<PatternClass, readonly CueGroup[]>>;
  readonly auxiliary: Readonly<Record<AuxiliaryLabel, readonly CueGroup[]>>;
  readonly phenomena: Readonly<Record<Exclude<Phenomenon, 'unsymbolizedThinking'>, readonly CueGroup[]>>;
  /** What a claim is about; it is a claim where the sentence also generalises or is `universal`. */
  readonly presuppositions: Readonly<Record<Presupposition, readonly CueGroup[]>>;
  /** Words that deny what follows, and words for other people, whose feelings are not the reporter's. */
  readonly negation: string;
  /** Words at the end of a sentence that make its question mark a sign of doubt. */
  readonly doubt: string;
  readonly otherPerson: string;
  readonly firstPerson: string;
}
