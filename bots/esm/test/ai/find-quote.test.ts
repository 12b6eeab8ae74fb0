import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote } from '../../src/ai/find-quote.ts';

const cut = (text: string, quote: string): string | null => {
  const passage = findQuote(text, quote);
  return passage === null ? null : text.slice(passage.start, passage.end);
};

test('finds words letter by letter, in three languages', () => {
  expect(cut('I usually feel tense', 'usually')).toBe('usually');
  expect(cut('По утрам я вечно не в духе', 'вечно не в духе')).toBe('вечно не в духе');
  expect(cut("Мабуть, згадувала п'ятницю", 'Мабуть')).toBe('Мабуть');
});

test('case, kinds of quotes, apostrophes, accents and runs of spaces make no difference', () => {
  expect(cut('Ёлка  и\nсвет', 'елка и свет')).toBe('Ёлка  и\nсвет');
  expect(cut('згадувала п’ятницю', "П'ЯТНИЦЮ")).toBe('п’ятницю');
  expect(cut('слово «терміново»', '"терміново"')).toBe('терміново');
  expect(cut('and\tthen “where are my keys” came', '"where are my keys"')).toBe('where are my keys');
  expect(cut('мой чай'.normalize('NFD'), 'мой')?.normalize('NFC')).toBe('мой');
});

test('what does not stand in the text is not found', () => {
  expect(findQuote('I felt the cold rim', 'always')).toBeNull();
  expect(findQuote('I felt the cold rim', 'cold the rim')).toBeNull();
  expect(findQuote('', 'always')).toBeNull();
});

test('a part of a word, a single letter and signs alone show nothing', () => {
  expect(findQuote('столько дел', 'стол')).toBeNull();
  expect(findQuote('yes and no', 'y')).toBeNull();
  expect(findQuote('well…', '…')).toBeNull();
  expect(cut('стол и столько', 'стол')).toBe('стол');
});

test('offsets point into the text as given, whatever signs it has', () => {
  expect(cut('🙂🙂 Cold rim 🙂', 'cold rim')).toBe('Cold rim');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      expect(cut(`${before} hidden words ${after}`, 'HIDDEN  words')).toMatch(/^hidden words$/);
    }),
  );
});
