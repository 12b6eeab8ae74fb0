import { parsePattern, type Step } from './cue-pattern.ts';
import type { WordIndex } from './word-index.ts';

/** Patterns of one strength. `cues` holds one pattern a line, see `parsePattern`. */
export interface CueGroup {
  /** 0–1: how surely the pattern means what its label says. */
  readonly confidence: number;
  /** Counts also below a topic in mind (*thinking of work for two hours*), because it speaks of the report itself. */
  readonly throughTopic?: boolean;
  readonly cues: string;
}

/** A pattern made ready, with what it stands for. */
export interface Cue<Label extends string> {
  readonly label: Label;
  readonly confidence: number;
  readonly throughTopic: boolean;
  readonly steps: readonly Step[];
  /** How many steps stand before the first word. */
  readonly firstWord: number;
  /** Matchers of all its words: a text that lacks one of them cannot hold the pattern. */
  readonly needs: readonly number[];
}

/** Ready patterns by the matcher of their first word. */
export interface CueBook<Label extends string> {
  readonly byFirstWord: ReadonlyMap<number, readonly Cue<Label>[]>;
}

/** Reads the tables of patterns by label. Throws on a fault in a pattern. */
export function createCueBook<Label extends string>(
  tables: Readonly<Partial<Record<Label, readonly CueGroup[]>>>,
  index: WordIndex,
): CueBook<Label> {
  const byFirstWord = new Map<number, Cue<Label>[]>();
  for (const [label, groups] of Object.entries(tables) as [Label, readonly CueGroup[]][]) {
    for (const { confidence, throughTopic = false, cues } of groups) {
      for (const line of cues.split('\n')) {
        if (line.trim() === '') continue;
        for (const steps of parsePattern(line, index)) {
          const firstWord = steps.findIndex(({ kind }) => kind === 'word');
          const step = steps[firstWord];
          if (step?.kind !== 'word') continue;
          const needs = steps.flatMap((one) => (one.kind === 'word' ? [one.matcher] : []));
          const cue = { label, confidence, throughTopic, steps, firstWord, needs };
          byFirstWord.set(step.matcher, [...(byFirstWord.get(step.matcher) ?? []), cue]);
        }
      }
    }
  }
  return { byFirstWord };
}
