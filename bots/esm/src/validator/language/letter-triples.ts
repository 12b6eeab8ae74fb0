import { normaliseWord } from '../words/normalise-word.ts';

/** Letter triples that occur in words of a language, `^` and `$` standing for their ends. */
export type LetterTriples = ReadonlySet<string>;

/** Collects the triples of every word in the tables. Stems with `*` give no triple across the star. */
export function collectLetterTriples(tables: unknown): LetterTriples {
  const triples = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      for (const [word] of value.matchAll(/[\p{L}\p{M}'*]+/gu)) addTriples(normaliseWord(word), triples);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(tables);
  return triples;
}

function addTriples(word: string, triples: Set<string>): void {
  const whole = `^${word}$`;
  for (let at = 0; at + 2 < whole.length; at += 1) {
    const triple = whole.slice(at, at + 3);
    if (!triple.includes('*')) triples.add(triple);
  }
}

/** The share of triples in `word` that no word of the language has: 0 for what looks like a word, near 1 for key runs. */
export function shareOfStrangeTriples(word: string, triples: LetterTriples): number {
  const whole = `^${word}$`;
  let strange = 0;
  for (let at = 0; at + 2 < whole.length; at += 1) if (!triples.has(whole.slice(at, at + 3))) strange += 1;
  return strange / (whole.length - 2);
}
