import { isFirstName, isSurname } from './name-grammar.ts';

/** A capitalised word and where it stands. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

// The look ahead spares all other signs the alternatives, each of which begins with a capital.
const word =
  /(?=\p{Lu})(?:\p{Lu}\.|[A-Z](?= [A-Z]{2})|(?<=[A-Z][a-z]{1,20} )[B-HJ-Z](?= [A-Z][a-z])|\p{Lu}(?:\p{Ll}{0,3}'?\p{Lu})?[\p{Ll}']+(?:-\p{Lu}[\p{Ll}']+)?|\p{Lu}{2,}(?:['-]\p{Lu}{2,})?)/gu;
const joined =
  /^(?:[ \u00a0]{0,2}|[ \u00a0](?:van|von|de|der|den|del|la|da|di|du|dos|bin|ibn|al|el|фон|ван|де|ибн|оглы|огли|кызы)[ \u00a0](?:der |la |den )?)$/;
const MAXIMUM_WORDS = 5;

/** Capitalised words that follow one another with nothing but blanks between; a surname also before a comma. */
export function capitalisedWords(text: string): Word[][] {
  const result: Word[][] = [];
  let current: Word[] = [];
  for (const match of text.matchAll(word)) {
    const item = { text: match[0], start: match.index, end: match.index + match[0].length };
    const sign = text.charAt(match.index - 1);
    if (sign !== '' && /[\p{L}\p{N}_@/]/u.test(sign)) continue;
    // "Иван-чай": a part of another word.
    if (/^-\p{Ll}/u.test(text.slice(item.end, item.end + 2))) continue;
    const previous = current.at(-1);
    if (previous !== undefined && current.length < MAXIMUM_WORDS) {
      const between = text.slice(previous.end, item.start);
      const isListed =
        between === ', ' && current.length === 1 && isSurname(previous.text) && isFirstName(item.text);
      if (joined.test(between) || isListed) {
        current.push(item);
        continue;
      }
    }
    if (current.length > 0) result.push(current);
    current = [item];
  }
  if (current.length > 0) result.push(current);
  return result;
}

const title = /(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s$/u;

/** Where a name that begins at `start` begins with its title: "Mr. " belongs to it. */
export function withTitle(text: string, start: number): number {
  return start - (title.exec(text.slice(Math.max(0, start - 8), start))?.[0].length ?? 0);
}
