import type { Language } from 'opora';
import { tokenise } from '../words/tokenise.ts';
import type { GoldenExample } from './golden-example.ts';

/** An example with how near it is: 0.7 × its value + 0.3 × the share of words it has in common with the text. */
export interface SimilarExample {
  readonly example: GoldenExample;
  /** 0–1. */
  readonly score: number;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(tokenise(text).map(({ norm }) => norm));

/** Words in both, divided by words in either; 0 where neither has any. */
function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  const either = one.size + other.size - common;
  return either === 0 ? 0 : common / either;
}

/** The examples in `language` that a reviewer is shown beside `text`, nearest first. Default three. */
export function findSimilar(
  text: string,
  language: Language,
  library: readonly GoldenExample[],
  count = 3,
): readonly SimilarExample[] {
  const words = wordsOf(text);
  return library
    .filter((example) => example.language === language)
    .map((example) => ({
      example,
      score: 0.7 * example.value + 0.3 * jaccard(words, wordsOf(example.text)),
    }))
    .sort((a, b) => b.score - a.score || (a.example.id < b.example.id ? -1 : 1))
    .slice(0, count);
}
