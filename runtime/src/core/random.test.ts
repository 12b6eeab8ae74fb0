import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, hashText } from './random.ts';

test('the same seed gives the same numbers, on every machine', () => {
  const [first, second] = [createRandom(7), createRandom(7)];
  const numbers = Array.from({ length: 100 }, () => first());
  expect(Array.from({ length: 100 }, () => second())).toEqual(numbers);
  expect(createRandom(1)()).toBe(0.6270739405881613);
});

test('numbers are in [0, 1), spread evenly, and differ from seed to seed', () => {
  const random = createRandom(42);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let index = 0; index < 10_000; index += 1) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(tenths).toHaveLength(10);
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  expect(createRandom(1)()).not.toBe(createRandom(2)());
});

test('texts hash to unsigned 32-bit numbers that depend on every character', () => {
  expect(hashText('')).toBe(0x811c9dc5);
  expect(hashText('a')).toBe(0xe40c292c);
  fc.assert(
    fc.property(fc.string(), fc.string(), (left, right) => {
      const hash = hashText(left);
      expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32).toBe(true);
      expect(hashText(left)).toBe(hash);
      if (left !== right) expect(hashText(`${left}|`)).not.toBe(hashText(`${left}/`));
    }),
  );
});
