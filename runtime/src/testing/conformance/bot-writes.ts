import { expect, test } from 'vitest';
import {
  claimOne,
  commitOne,
  item,
  linesOf,
  noExtras,
  runTurn,
  type StoreSubject,
  shown,
} from './subject.ts';

const writesOf = ({ writes }: StoreSubject): NonNullable<StoreSubject['writes']> => {
  if (writes === null) throw new Error('This store records writes without running them.');
  return writes;
};

/** Behaviours of stores that run a bot's own writes. */
export function describeBotWrites(subject: () => StoreSubject): void {
  test('writes of the bot commit with the Turn', async () => {
    const { store } = subject();
    const writes = writesOf(subject());
    const insert = { name: 'note', sql: writes.insert('kept'), values: [], expectedRows: 1 };
    await runTurn(store, 'a', { extras: { ...noExtras, writes: [insert] } });
    expect(await writes.read()).toEqual(['kept']);
  });

  test('conflict of a write undoes the whole Turn', async () => {
    const { store } = subject();
    const writes = writesOf(subject());
    await store.accept([item('a')]);
    const claim = await claimOne(store);
    const extras = {
      ...noExtras,
      timers: [{ key: 'k', at: 1, payload: null }],
      writes: [
        { name: 'note', sql: writes.insert('undone'), values: [] },
        { name: 'reserve', sql: 'delete from notes where false', values: [], expectedRows: 1 },
      ],
    };
    const deliveries = [shown('reserved!')];
    expect(await commitOne(store, claim, { extras, deliveries })).toEqual({
      status: 'conflict',
      statement: 'reserve',
    });
    expect(await writes.read()).toEqual([]);
    expect(await subject().count('timers')).toBe(0);
    expect(await linesOf(store)).toEqual(['<a']);
    expect((await commitOne(store, claim)).status).toBe('committed');
  });
}
