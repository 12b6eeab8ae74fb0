import { towns } from './address-words.ts';
import { isFirstName, isSurname } from './name-grammar.ts';

/** What may stand before a street: an index, a region, a town. Read backwards from the street. */
const before =
  /(?:(?<![\p{L}\d])(?:\d{5,6}|(?:г|м|город|місто|с|село|смт|пгт|пос|поселок|селище|в)\.?\s?\p{Lu}[\p{L}'-]{2,25}|\p{Lu}[\p{L}'-]{2,25}(?:\s(?:обл|область|область|район|р-н|районі)\.?)?)[,\s]{1,3})$/u;
const marked = /^(?:\d|(?:г|м|город|місто|с|село|смт|пгт|пос|поселок|селище)[.\s]|.*(?:обл|р-н|район))/u;
const MAXIMUM_PARTS = 4;

/** Whether `text`, which stands before a name and a number, names a town beyond doubt: "м. Одеса, ". */
export function isKnownTown(text: string): boolean {
  const word = (/([\p{L}'-]+)[,\s]*$/u.exec(text)?.[1] ?? '').toLowerCase();
  return text.includes(',') && (towns.has(word) || /^(?:г|м|місто|город|с|село|смт|пгт)[.\s]/.test(text));
}

/** Where an address begins whose street begins at `start`: before the town and the region, when they are there. */
export function startWithTown(text: string, start: number): number {
  let from = start;
  for (let part = 0; part < MAXIMUM_PARTS; part += 1) {
    const match = before.exec(text.slice(Math.max(0, from - 44), from));
    if (match === null) return from;
    const words = match[0].replace(/[,\s]+$/, '');
    const last = (/[\p{L}'-]+$/u.exec(words)?.[0] ?? '').toLowerCase();
    const isMarked = marked.test(words) || towns.has(last);
    const isPlace = match[0].includes(',') && !isFirstName(last) && !isSurname(last);
    if (!isMarked && !isPlace) return from;
    // A surname, a first name and a comma: people write who before where.
    const earlier = text.slice(Math.max(0, from - match[0].length - 24), from - match[0].length);
    if (!isMarked && /\p{Lu}[\p{L}'-]{1,20}\s$/u.test(earlier)) return from;
    from -= match[0].length;
  }
  return from;
}
