import { expect, test } from 'vitest';
import { InvariantError } from '../core/errors.ts';
import { claimOne, commitOne, item, noExtras } from '../testing/conformance/subject.ts';
import { describeEngineStore } from '../testing/store-conformance.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createMemoryStore } from './memory-store.ts';

describeEngineStore(
  'memory',
  async () => {
    const clock = createVirtualClock();
    const store = createMemoryStore({ clock });
    const rows = [...store.conversations.values()];
    expect(rows).toEqual([]);
    return {
      store,
      another: () => store,
      advance: (ms) => clock.advance(ms),
      now: () => clock.now(),
      count: async (table) => {
        const all = [...store.conversations.values()];
        if (table === 'conversations') return all.length;
        return all.reduce((sum, row) => {
          const held = row[table];
          return sum + (held instanceof Map ? held.size : held.length);
        }, 0);
      },
      deadLetters: async () => store.deadLetters.map(({ kind, reason }) => ({ kind, reason })),
      writes: null,
      close: () => Promise.resolve(),
    };
  },
  { runsWrites: false },
);

test('says that it has no tables to read', async () => {
  const store = createMemoryStore({ clock: createVirtualClock() });
  await expect(store.query({ name: 'stock', sql: 'select 1', values: [] })).rejects.toThrow(InvariantError);
});

test('records the writes of committed Turns; one that needs no row or many conflicts', async () => {
  const store = createMemoryStore({ clock: createVirtualClock() });
  const write = { name: 'note', sql: 'insert into notes values ($1)', values: [1], expectedRows: 1 };
  await store.accept([item('a')]);
  const claim = await claimOne(store);
  const conflicting = { ...write, name: 'many', expectedRows: 2 };
  expect(await commitOne(store, claim, { extras: { ...noExtras, writes: [write, conflicting] } })).toEqual({
    status: 'conflict',
    statement: 'many',
  });
  expect(store.writes).toEqual([]);
  await commitOne(store, claim, { extras: { ...noExtras, writes: [write] } });
  expect(store.writes).toEqual([write]);
});
