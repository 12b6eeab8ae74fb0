import type { Language } from 'opora';
import type { Phenomenon, Presupposition } from '../report.ts';
import { en } from '../tables/en/en.ts';
import type { AuxiliaryLabel, FrameLabel, LanguageTables, PatternClass } from '../tables/language-tables.ts';
import { ru } from '../tables/ru/ru.ts';
import { uk } from '../tables/uk/uk.ts';
import { type CueBook, createCueBook } from '../words/cue-book.ts';
import { WordIndex } from '../words/word-index.ts';
import { collectLetterTriples, type LetterTriples } from './letter-triples.ts';

/** What patterns of the report itself stand for. */
export type MainLabel =
  | Exclude<PatternClass, 'beep_reaction'>
  | AuxiliaryLabel
  | Exclude<Phenomenon, 'unsymbolizedThinking'>
  | Presupposition;

/** The tables of one language, made ready. */
export interface LanguageRules {
  readonly index: WordIndex;
  readonly letterTriples: LetterTriples;
  /** Found first, over all words: mentions of the moment, reactions to the signal. */
  readonly signals: CueBook<'anchor' | 'beep_reaction'>;
  readonly frames: CueBook<FrameLabel>;
  readonly main: CueBook<MainLabel>;
  /** Numbers of matchers. */
  readonly lead: number;
  readonly negation: number;
  readonly doubt: number;
  readonly otherPerson: number;
  readonly firstPerson: number;
}

/** Russian and Ukrainian words meet in one text, so that each language has the triples of both. */
const cyrillicTriples: LetterTriples = new Set([...collectLetterTriples(ru), ...collectLetterTriples(uk)]);

function createLanguageRules(tables: LanguageTables, letterTriples: LetterTriples): LanguageRules {
  const index = new WordIndex(tables.sets);
  const { beep_reaction, ...classes } = tables.classes;
  return {
    index,
    letterTriples,
    signals: createCueBook({ anchor: tables.anchors, beep_reaction }, index),
    frames: createCueBook(tables.frames, index),
    main: createCueBook<MainLabel>(
      { ...classes, ...tables.auxiliary, ...tables.phenomena, ...tables.presuppositions },
      index,
    ),
    lead: index.matcher(tables.lead),
    negation: index.matcher(tables.negation),
    doubt: index.matcher(tables.doubt),
    otherPerson: index.matcher(tables.otherPerson),
    firstPerson: index.matcher(tables.firstPerson),
  };
}

/** Made once, when the module is loaded, so that the first report is not the slow one. */
export const languageRules: Readonly<Record<Language, LanguageRules>> = {
  ru: createLanguageRules(ru, cyrillicTriples),
  uk: createLanguageRules(uk, cyrillicTriples),
  en: createLanguageRules(en, collectLetterTriples(en)),
};
