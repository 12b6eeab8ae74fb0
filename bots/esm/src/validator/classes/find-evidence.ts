import type { Reading } from '../read-report.ts';
import type { CueMatch } from '../words/find-cues.ts';

const experienceLabels = ['evidence', 'nothing', 'innerSpeech', 'innerSeeing', 'feeling'] as const;

/** How surely the report tells something that was lived through, or that nothing was. */
export interface Evidence {
  /** 0–1, over the whole report. */
  readonly strength: number;
  /** The same of the words that none of these matches uses itself. */
  strengthOutside(matches: readonly CueMatch<string>[]): number;
}

/** Words used up by a deed tell no experience: *watching the news* is no watching. */
function usedByDeeds(reading: Reading): ReadonlySet<number> {
  const used = new Set<number>();
  for (const { cue, first, last } of reading.matches.get('activity_only') ?? []) {
    if (cue.confidence >= 0.75) for (let at = first; at <= last; at += 1) used.add(at);
  }
  return used;
}

/** Collects the evidence of a reading. Quotations and framed content are evidence by themselves. */
export function findEvidence(reading: Reading): Evidence {
  const used = usedByDeeds(reading);
  const matches = experienceLabels
    .flatMap((label) => reading.matches.get(label) ?? [])
    .filter(({ words }) => words.some((at) => !used.has(at)));
  const shielded = reading.phrase.tokens.some(
    ({ shield }, at) =>
      (shield === 'quotation' || shield === 'clause' || shield === 'topic' || shield === 'question') &&
      !used.has(at),
  );
  const least = shielded ? 0.9 : 0;
  return {
    strength: matches.reduce((most, { cue }) => Math.max(most, cue.confidence), least),
    strengthOutside: (others) => {
      const theirs = new Set(others.flatMap(({ words }) => words));
      return matches.reduce(
        (most, { cue, words }) =>
          words.some((at) => theirs.has(at)) ? most : Math.max(most, cue.confidence),
        least,
      );
    },
  };
}
