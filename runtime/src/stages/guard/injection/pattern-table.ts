import { compileVocabulary, type Vocabulary } from './expressions.ts';
import type { InjectionPattern } from './pattern.ts';
import { injectionPatterns } from './patterns.ts';

/** All patterns, ready to be looked for. */
export interface PatternTable {
  /** One for all languages of a family: their expression is the same. */
  readonly patterns: readonly InjectionPattern[];
  readonly vocabulary: Vocabulary;
  readonly signs: readonly InjectionPattern[];
  /** Families of the signs. */
  readonly signIds: ReadonlySet<string>;
}

let built: PatternTable | null = null;

/** Built on first use: a process that judges nothing, such as most commands, does not wait for it. */
export function patternTable(): PatternTable {
  built ??= buildTable(injectionPatterns);
  return built;
}

function buildTable(all: readonly InjectionPattern[]): PatternTable {
  const seen = new Set<string>();
  const patterns = all.filter((pattern) => {
    const key = `${pattern.class} ${String(pattern.expression)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const words = patterns.flatMap((pattern, index) =>
    typeof pattern.expression === 'string' ? [[index, pattern.expression] as const] : [],
  );
  const signs = patterns.filter((pattern) => typeof pattern.expression !== 'string');
  return {
    patterns,
    vocabulary: compileVocabulary(words),
    signs,
    signIds: new Set(signs.map(familyOf)),
  };
}

/** Name of a pattern without its language. */
export function familyOf({ id }: InjectionPattern): string {
  return id.replace(/\.(?:ru|uk|en)$/, '');
}
