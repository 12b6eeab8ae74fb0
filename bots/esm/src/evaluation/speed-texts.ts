import type { Language } from 'opora';
import type { GoldenExample } from '../validator/golden/golden-example.ts';

/** A text of exactly `length` characters made of `unit` over and over. */
const repeat = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** A report of `length` characters: sentences of the golden standard, beginning with another one for each `from`. */
export function longReport(
  library: readonly GoldenExample[],
  language: Language,
  length: number,
  from: number,
): string {
  const sentences = library.filter((example) => example.language === language).map(({ text }) => text);
  const start = from % Math.max(1, sentences.length);
  return repeat(`${[...sentences.slice(start), ...sentences.slice(0, start)].join(' ')} `, length);
}

/** What a machine may be slow at: patterns that begin everywhere, marks without partners, sentences without an end. */
export const hostileUnits: Readonly<Record<string, string>> = {
  ...{
    'one letter': 'a',
    'letters apart': 'a ',
    digits: '1',
    dots: '. ',
    commas: 'я, ',
    dashes: '— ',
    arrows: '-> ',
  },
  ...{
    emoji: '🙂',
    'combining marks': 'e\u0301',
    hyphens: 'a-',
    'opening marks': '«',
    'straight marks': '"',
  },
  ...{
    apostrophes: "'a ",
    frames: 'was thinking that ',
    'then, then': 'then i sat ',
    negations: 'не ',
    deeds: 'opened ',
  },
  ...{
    'потом, потом': 'потом ',
    sensing: 'чувствую как ',
    questions: 'why? ',
    colours: 'red and ',
    'i was': 'i was ',
  },
};

/** A hostile text of `length` characters. */
export const hostileText = (unit: string, length: number): string => repeat(unit, length);
