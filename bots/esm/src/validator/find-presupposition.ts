import { countingConfidence } from './classes/find-classes.ts';
import type { Reading } from './read-report.ts';
import type { FaultClass, Finding, Presupposition } from './report.ts';

const presuppositions: readonly Presupposition[] = ['reading_voice', 'always_words', 'emotion_as_thought'];

/** A presupposition, and the classes that are left when its generality is not held against the reporter. */
export interface PresuppositionReading {
  readonly presupposition: Finding<Presupposition> | null;
  readonly classes: readonly Finding<FaultClass>[];
}

/**
 * Finds a claim by habit or as everyone does about how experience goes. The words that make it general belong to the
 * claim: it is asked about once and costs nothing. Told of one moment the same words are a report.
 */
export function findPresupposition(
  reading: Reading,
  classes: readonly Finding<FaultClass>[],
): PresuppositionReading {
  const { tokens } = reading.phrase;
  const general = classes.find(({ id }) => id === 'generalisation');
  const counts = general !== undefined && general.confidence >= countingConfidence;
  const universal = (reading.matches.get('universal') ?? []).find(
    ({ first }) => tokens[first]?.shield !== 'quotation',
  );
  const start = counts ? general.start : tokens[universal?.first ?? -1]?.start;
  if (start === undefined) return { presupposition: null, classes };
  const sentence = tokens.find((token) => token.start === start)?.sentence;
  for (const id of presuppositions) {
    const match = (reading.matches.get(id) ?? []).find(
      ({ first, words }) =>
        tokens[first]?.sentence === sentence && words.every((at) => tokens[at]?.shield !== 'quotation'),
    );
    if (match === undefined) continue;
    const words = tokens.filter((token) => token.sentence === sentence);
    const from = words[0]?.start ?? 0;
    const presupposition = {
      id,
      confidence: match.cue.confidence,
      start: from,
      end: words.at(-1)?.end ?? from,
    };
    return { presupposition, classes: classes.filter((finding) => finding !== general) };
  }
  return { presupposition: null, classes };
}
