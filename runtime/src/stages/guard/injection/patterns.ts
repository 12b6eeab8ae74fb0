import type { Language } from '../../../contracts/message.ts';
import type { ExamplePair, InjectionPattern, PatternFamily } from './pattern.ts';
import { actionPatterns } from './patterns-actions.ts';
import { deedPatterns } from './patterns-deeds.ts';
import { leakPatterns } from './patterns-leaks.ts';
import { orderPatterns } from './patterns-orders.ts';
import { rulePatterns } from './patterns-rules.ts';
import { spreadPatterns } from './patterns-spread.ts';

/** Every pattern, one for each language of each family. */
export const injectionPatterns: readonly InjectionPattern[] = [
  ...rulePatterns,
  ...actionPatterns,
  ...leakPatterns,
  ...orderPatterns,
  ...deedPatterns,
  ...spreadPatterns,
].flatMap(toPatterns);

function toPatterns(family: PatternFamily): InjectionPattern[] {
  const entries = Object.entries(family.examples) as [Language, ExamplePair][];
  return entries.map(([language, [example, counterExample]]) => ({
    id: `${family.id}.${language}`,
    class: family.class,
    language,
    weight: family.weight,
    expression: family.expression,
    lowering: family.lowering ?? 'none',
    innocentNear: family.innocentNear ?? [],
    indirectOnly: family.indirectOnly ?? false,
    example,
    counterExample,
  }));
}
