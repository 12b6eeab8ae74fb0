import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock as clock } from '../core/clock.ts';
import { TransientError } from '../core/errors.ts';
import { createBatcher } from './batcher.ts';

/** A `run` whose batches end when told, in any order. */
function createControlled(): {
  readonly batches: { readonly items: readonly string[]; readonly end: (error?: Error) => void }[];
  readonly run: (items: readonly string[]) => Promise<readonly string[]>;
} {
  const batches: { readonly items: readonly string[]; readonly end: (error?: Error) => void }[] = [];
  return {
    batches,
    run: (items) =>
      new Promise((resolve, reject) => {
        batches.push({
          items,
          end: (error) => (error === undefined ? resolve(items.map((item) => `${item}!`)) : reject(error)),
        });
      }),
  };
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('batcher', () => {
  test('an item leaves at once while nothing runs; what comes meanwhile leaves together', async () => {
    const { batches, run } = createControlled();
    const batcher = createBatcher({ clock, run, maximumInFlight: 1 });
    const first = batcher.add('a');
    await tick();
    expect(batches.map((batch) => batch.items)).toEqual([['a']]);
    const results = [first, ...['b', 'c'].map((item) => batcher.add(item))];
    expect(batcher.waiting).toBe(2);
    batches[0]?.end();
    await tick();
    expect(batches.map((batch) => batch.items)).toEqual([['a'], ['b', 'c']]);
    batches[1]?.end();
    expect(await Promise.all(results)).toEqual(['a!', 'b!', 'c!']);
  });

  test('items that the events at hand bring leave together', async () => {
    const { batches, run } = createControlled();
    const batcher = createBatcher({ clock, run });
    const followUp = async (item: string): Promise<string> => {
      await Promise.resolve();
      return batcher.add(item);
    };
    const results = [batcher.add('a'), batcher.add('b'), followUp('c'), followUp('d')];
    await tick();
    expect(batches.map((batch) => batch.items)).toEqual([['a', 'b', 'c', 'd']]);
    for (const batch of batches) batch.end();
    expect(await Promise.all(results)).toEqual(['a!', 'b!', 'c!', 'd!']);
  });

  test('no more than so many batches run, and none is larger than allowed', async () => {
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    const batcher = createBatcher<number, number>({
      clock,
      ...{ maximumBatch: 3, maximumInFlight: 2 },
      onBatch: (size) => sizes.push(size),
      run: async (items) => {
        running += 1;
        most = Math.max(most, running);
        await tick();
        running -= 1;
        return items;
      },
    });
    const items = Array.from({ length: 20 }, (_, index) => index);
    expect(await Promise.all(items.map((item) => batcher.add(item)))).toEqual(items);
    expect(most).toBeLessThanOrEqual(2);
    expect(Math.max(...sizes)).toBe(3);
  });

  test('a poisoned item fails alone', async () => {
    const batcher = createBatcher<string, string>({
      clock,
      maximumInFlight: 1,
      run: async (items) => {
        await tick();
        if (items.includes('poison')) throw new Error('bad item');
        return items;
      },
    });
    const results = await Promise.allSettled(['a', 'b', 'poison', 'c'].map((item) => batcher.add(item)));
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  test('an error that concerns the whole batch is not tried item by item', async () => {
    let runs = 0;
    const batcher = createBatcher<string, string>({
      clock,
      maximumInFlight: 1,
      isShared: (error) => error instanceof TransientError,
      run: async () => {
        runs += 1;
        await tick();
        throw new TransientError('database_unavailable', 'away');
      },
    });
    const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map((item) => batcher.add(item)));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(runs).toBe(1);
  });

  test('items of equal keys never share a batch and keep their order', async () => {
    const { batches, run } = createControlled();
    const batcher = createBatcher({
      clock,
      run,
      maximumInFlight: 1,
      keyOf: (item: string) => item.slice(0, 1),
    });
    const first = batcher.add('x');
    await tick();
    const results = [first, ...['a1', 'b1', 'a2', 'a3', 'b2'].map((item) => batcher.add(item))];
    for (let index = 0; index < 4; index += 1) {
      batches[index]?.end();
      await tick();
    }
    await Promise.all(results);
    expect(batches.map((batch) => batch.items)).toEqual([['x'], ['a1', 'b1'], ['a2', 'b2'], ['a3']]);
  });

  test('beyond its bound it refuses at once and forgets nothing that it took', async () => {
    const { batches, run } = createControlled();
    const batcher = createBatcher({ clock, run, maximumInFlight: 1, maximumWaiting: 2 });
    const first = batcher.add('a');
    await tick();
    const taken = [first, ...['b', 'c'].map((item) => batcher.add(item))];
    await expect(batcher.add('d')).rejects.toMatchObject({ code: 'buffer_full' });
    batches[0]?.end();
    await tick();
    batches[1]?.end();
    expect(await Promise.all(taken)).toEqual(['a!', 'b!', 'c!']);
  });

  test('whatever comes and fails, every item is answered once with its own result', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ pause: fc.nat({ max: 2 }), poison: fc.boolean() }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        async (plan, maximumBatch, maximumInFlight) => {
          const batcher = createBatcher<number, string>({
            clock,
            ...{ maximumBatch, maximumInFlight },
            run: async (items) => {
              await tick();
              if (items.some((item) => plan[item]?.poison)) throw new Error('bad item');
              return items.map((item) => `r${item}`);
            },
          });
          const answers: Promise<string>[] = [];
          for (const [index, { pause }] of plan.entries()) {
            for (let turn = 0; turn < pause; turn += 1) await tick();
            const answer = batcher.add(index);
            answer.catch(() => undefined);
            answers.push(answer);
          }
          const settled = await Promise.allSettled(answers);
          for (const [index, result] of settled.entries()) {
            expect(result.status).toBe(plan[index]?.poison ? 'rejected' : 'fulfilled');
            if (result.status === 'fulfilled') expect(result.value).toBe(`r${index}`);
          }
          expect(batcher.waiting).toBe(0);
        },
      ),
      { numRuns: 50 },
    );
  });
});
