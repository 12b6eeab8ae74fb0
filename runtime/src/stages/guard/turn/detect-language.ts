import type { Language } from '../../../contracts/message.ts';

/** Letters that one of the languages has and the other has not. */
const ukrainian = /[іїєґ]/giu;
const russian = /[ыэъё]/giu;
/** Short words that tell the two apart where no letter does. */
const ukrainianWords =
  /(?<!\p{L})(?:та|що|чи|але|це|як|де|вже|ще|буде|дуже|можна|треба|мене|добре|привіт|ви|ми|так|щоб|немає|хочу знати)(?!\p{L})/giu;
const russianWords =
  /(?<!\p{L})(?:и|что|или|но|это|как|где|уже|ещё|еще|будет|очень|можно|надо|меня|хорошо|привет|вы|мы|да|чтобы|нет|есть)(?!\p{L})/giu;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The language of a text, or null when it cannot be told: too short, a mixture, or none of the three. */
export function detectLanguage(text: string): Language | null {
  const head = text.slice(0, 2_000);
  const cyrillic = count(head, /\p{Script=Cyrillic}/gu);
  const latin = count(head, /[a-z]/giu);
  if (cyrillic + latin < 3) return null;
  if (latin > cyrillic * 2) return latin >= 4 ? 'en' : null;
  if (cyrillic < latin) return null;
  const forUkrainian = count(head, ukrainian) * 2 + count(head, ukrainianWords);
  const forRussian = count(head, russian) * 2 + count(head, russianWords);
  if (forUkrainian === forRussian) return null;
  return forUkrainian > forRussian ? 'uk' : 'ru';
}
