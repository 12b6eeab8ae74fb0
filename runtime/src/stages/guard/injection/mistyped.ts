/**
 * Words that carry attacks, as they are spelled. A letter dropped, doubled, replaced or swapped in one of them is
 * read as the word: models read through such typing, and filters for exact words do not.
 */
const guarded =
  `ignore disregard instruction instructions previous system prompt reveal override restrictions password guidelines developer unrestricted
игнорируй игнорировать игнорируйте инструкции инструкция инструкций предыдущие предыдущих системный промпт ограничения забудь отмени пароль
ігноруй ігноруйте інструкції попередні вказівки настанови системний обмеження`.split(/\s+/);

const SHORTEST = 6;
const LONGEST = 16;

/** Each guarded word with one letter left out, and by its letters in alphabetic order. */
const shortened = new Map<string, string>();
const jumbled = new Map<string, string>();
for (const word of guarded) {
  jumbled.set(jumble(word), word);
  for (const form of shorterForms(word)) shortened.set(form, word);
}
const exact = new Set(guarded);

/** The guarded word that `word` misspells by one letter or by their order, or null. */
export function mistypedAs(word: string): string | null {
  if (word.length < SHORTEST - 1 || word.length > LONGEST || !/^\p{L}+$/u.test(word)) return null;
  const known = shortened.get(word) ?? jumbled.get(jumble(word));
  if (known !== undefined) return isNear(known, word) ? known : null;
  for (const form of shorterForms(word)) {
    if (exact.has(form)) return form;
    const other = shortened.get(form);
    // One letter replaced: both lose it. Short words are too close to others for that.
    if (other !== undefined && other.length === word.length && word.length >= 8) return other;
  }
  return null;
}

/** The first letter is almost always right. */
function isNear(known: string, word: string): boolean {
  return known.charAt(0) === word.charAt(0);
}

function jumble(word: string): string {
  return word.charAt(0) + [...word.slice(1)].sort().join('');
}

function shorterForms(word: string): string[] {
  const forms: string[] = [];
  for (let at = 1; at < word.length; at += 1) forms.push(word.slice(0, at) + word.slice(at + 1));
  return forms;
}
