import type { Token } from './tokenise.ts';
import type { WordIndex } from './word-index.ts';

/** The words of a report with all that patterns ask of them. */
export interface Phrase {
  readonly tokens: readonly Token[];
  /** By token: the matchers it satisfies. */
  readonly matchers: readonly ReadonlySet<number>[];
  /** By token: the first of its sentence, of its clause, when words that only lead in are passed over. */
  readonly sentenceHead: readonly boolean[];
  readonly clauseHead: readonly boolean[];
}

/** Prepares `tokens` for patterns. Words of the matcher `lead` at the beginning of a clause are passed over. */
export function createPhrase(tokens: readonly Token[], index: WordIndex, lead: number): Phrase {
  const matchers = tokens.map(({ norm }) => index.matchersOf(norm));
  const sentenceHead = tokens.map(() => false);
  const clauseHead = tokens.map(() => false);
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const previous = tokens[at - 1];
    const token = tokens[at];
    if (token === undefined) continue;
    const opensSentence = previous?.sentence !== token.sentence;
    if (!opensSentence && previous?.clause === token.clause) continue;
    clauseHead[at] = true;
    from = at;
    while (matchers[from]?.has(lead) === true && tokens[from + 1]?.clause === token.clause) from += 1;
    clauseHead[from] = true;
    if (opensSentence) sentenceHead[at] = sentenceHead[from] = true;
  }
  return { tokens, matchers, sentenceHead, clauseHead };
}
