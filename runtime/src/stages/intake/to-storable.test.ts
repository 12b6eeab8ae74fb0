import { expect, test } from 'vitest';
import { toStorable } from './to-storable.ts';

test('takes null characters and halves of surrogate pairs out of every text and name', () => {
  const odd = {
    text: 'a\u0000b',
    list: [{ 'k\u0000': 'c\ud800' }, 5, null, true],
    command: { name: '\u0000' },
  };
  expect(toStorable(odd)).toEqual({
    ...{ text: 'ab', list: [{ k: 'c\ufffd' }, 5, null, true], command: { name: '' } },
  });
  expect(odd.text).toBe('a\u0000b');
});

test('leaves everything else as it is, uncopied', () => {
  const update = { text: 'Привіт 😀', raw: { list: [[1], { deep: 'x' }] } };
  expect(toStorable(update)).toBe(update);
});
