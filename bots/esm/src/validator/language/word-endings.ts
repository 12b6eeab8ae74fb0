import type { Token } from '../words/tokenise.ts';

/** Endings that only Russian words have: adjectives, nouns, the second person. */
const russian = /.{2}(?:ая|яя|ое|ее|ие|ия|ию|ией|шь|шься|лся|лась|лось|лись)$/u;
/** Endings that only Ukrainian words have. */
const ukrainian = /.{2}(?:ння|ття|лля|лася|лося|лися|ися|ові|еві)$/u;
/** After these an infinitive follows: Russian *-ть*, Ukrainian *-ти*. */
const modal =
  /^(?:хочу|хочется|хотел|хотела|хотелось|могу|мог|могла|буду|стал|стала|начал|начала|надо|нужно|можно|нельзя|хотів|хотіла|хочеться|міг|можу|треба|потрібно|почав|почала)$/u;

/** How many words of a Cyrillic text have a form that only one of the two languages has. */
export function countEndings(tokens: readonly Token[]): { readonly ru: number; readonly uk: number } {
  let ru = 0;
  let uk = 0;
  for (const [at, { norm }] of tokens.entries()) {
    const afterModal = modal.test(tokens[at - 1]?.norm ?? '');
    if (afterModal && /(?:ть|ться|чь)$/u.test(norm)) ru += 1;
    else if (afterModal && /(?:ти|тися|тись)$/u.test(norm)) uk += 1;
    else if (russian.test(norm)) ru += 1;
    else if (ukrainian.test(norm)) uk += 1;
  }
  return { ru, uk };
}
