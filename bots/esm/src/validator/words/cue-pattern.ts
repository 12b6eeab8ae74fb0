import type { WordIndex } from './word-index.ts';

/** A step of a pattern. `word`, `not` and `ahead` hold the number of a matcher. */
export type Step =
  | { readonly kind: 'word' | 'not' | 'ahead' | 'notBefore'; readonly matcher: number }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'sentenceHead' | 'clauseHead' | 'sentenceEnd' | 'clauseEnd' | 'break' | 'noBreak' };

const signs: ReadonlyMap<string, Step> = new Map([
  ['^', { kind: 'sentenceHead' }],
  ['<', { kind: 'clauseHead' }],
  ['$', { kind: 'sentenceEnd' }],
  ['>', { kind: 'clauseEnd' }],
  [',', { kind: 'break' }],
  ['_', { kind: 'noBreak' }],
]);

function toStep(part: string, index: WordIndex, isFirst: boolean): Step {
  const sign = signs.get(part);
  if (sign !== undefined) return sign;
  if (/^~\d+$/u.test(part)) return { kind: 'gap', most: Number(part.slice(1)) };
  if (part.startsWith('!'))
    return { kind: isFirst ? 'notBefore' : 'not', matcher: index.matcher(part.slice(1)) };
  if (part.startsWith('=')) return { kind: 'ahead', matcher: index.matcher(part.slice(1)) };
  return { kind: 'word', matcher: index.matcher(part) };
}

/** Every reading of a pattern with and without its optional parts. */
function readings(parts: readonly string[]): readonly (readonly string[])[] {
  const at = parts.findIndex((part) => part.endsWith('?'));
  const part = parts[at];
  if (part === undefined) return [parts];
  const before = parts.slice(0, at);
  const after = parts.slice(at + 1);
  return [...readings([...before, part.slice(0, -1), ...after]), ...readings([...before, ...after])];
}

/**
 * Reads one pattern: words in order, within one sentence.
 *
 * | Part | Means |
 * |---|---|
 * | `a\|b*\|@set` | one word, see `WordIndex` |
 * | `part?` | may be absent |
 * | `~3` | up to three words between |
 * | `^` `$` | head and end of a sentence; the head comes after lead words (*I was just*) |
 * | `<` `>` | the same of a clause |
 * | `,` `_` | here a clause begins; here none begins |
 * | `!a` `=a` | the next word is not, is `a`; at the beginning `!a` is about the word before |
 */
export function parsePattern(pattern: string, index: WordIndex): readonly (readonly Step[])[] {
  const parts = pattern.trim().split(/\s+/u);
  return readings(parts).map((reading) => {
    const steps = reading.map((part, at) => toStep(part, index, at === 0));
    if (!steps.some(({ kind }) => kind === 'word'))
      throw new Error(`The pattern "${pattern}" names no word.`);
    return steps;
  });
}
