import type { ConceptWords } from './concept-names.ts';
import { borrowedConcepts } from './lexicon-borrowed.ts';
import { deedConcepts, furtherConcepts } from './lexicon-deeds.ts';
import { englishConcepts } from './lexicon-en.ts';
import { russianConcepts } from './lexicon-ru.ts';
import { ukrainianConcepts } from './lexicon-uk.ts';

/** The words of every language, and those that mixed texts borrow from others. */
export const conceptDictionaries: readonly ConceptWords[] = [
  russianConcepts,
  ukrainianConcepts,
  englishConcepts,
  borrowedConcepts,
  ...Object.values(deedConcepts),
  ...Object.values(furtherConcepts),
];
