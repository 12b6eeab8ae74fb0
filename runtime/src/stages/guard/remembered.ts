/** Words kept, at most; then the memory begins anew. */
const MAXIMUM = 4_000;

/** The same question about short words, each answered once: texts repeat their words. `answer` must be pure. */
export function remembered<Answer extends boolean | string>(
  answer: (word: string) => Answer,
): (word: string) => Answer {
  const known = new Map<string, Answer>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const result = answer(word);
    if (known.size >= MAXIMUM) known.clear();
    known.set(word, result);
    return result;
  };
}
