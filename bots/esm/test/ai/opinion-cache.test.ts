import { createVirtualClock } from 'opora/testing';
import { expect, test } from 'vitest';
import { createOpinionCache, type OpinionKey } from '../../src/ai/opinion-cache.ts';

const opinion = { verdict: 'accept', classes: [], phenomena: [], confidence: 1 } as const;
const keyOf = (text: string, changes: Partial<OpinionKey> = {}): OpinionKey => ({
  ...{ text, item: 'q', language: 'en', trainingDay: 1, model: 'openai:m', prompt: 'h', rulesVersion: 1 },
  ...changes,
});
const stored = { ...opinion, classes: [], phenomena: [] };

test('holds as many as it may; what was used longest ago goes', () => {
  const cache = createOpinionCache({ clock: createVirtualClock(), entries: 3 });
  for (const text of ['a', 'b', 'c']) cache.set(keyOf(text), stored);
  expect(cache.get(keyOf('a'))).toEqual(opinion);
  cache.set(keyOf('d'), stored);
  expect([cache.size, cache.get(keyOf('b'))]).toEqual([3, null]);
  expect(cache.get(keyOf('a'))).toEqual(opinion);
});

test('every part of the key matters', () => {
  const cache = createOpinionCache({ clock: createVirtualClock() });
  cache.set(keyOf('a'), stored);
  const others: Partial<OpinionKey>[] = [
    ...[{ item: 'r' }, { language: 'uk' }, { trainingDay: 2 }],
    ...[{ model: 'openai:n' }, { prompt: 'i' }, { rulesVersion: 2 }],
  ];
  for (const other of others) expect(cache.get(keyOf('a', other))).toBeNull();
  expect(cache.get(keyOf('a'))).toEqual(opinion);
});

test('what is too old is swept out hourly, although nobody asks for it', async () => {
  const clock = createVirtualClock();
  const cache = createOpinionCache({ clock, keptMs: 1_000, sweepMs: 3_600_000 });
  for (let index = 0; index < 50; index += 1) cache.set(keyOf(`old ${index}`), stored);
  await clock.advance(3_599_999);
  cache.set(keyOf('new'), stored);
  expect(cache.size).toBe(51);
  await clock.advance(1);
  cache.get(keyOf('new'));
  expect(cache.size).toBe(1);
});
