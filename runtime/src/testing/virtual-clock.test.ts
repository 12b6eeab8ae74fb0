import { expect, test } from 'vitest';
import { sleep } from '../core/clock.ts';
import { createVirtualClock } from './virtual-clock.ts';

test('timers run in order of time, then of making, each with what it set in motion', async () => {
  const clock = createVirtualClock();
  const order: string[] = [];
  const chain = async (name: string): Promise<void> => {
    for (let hop = 0; hop < 50; hop += 1) await Promise.resolve();
    order.push(`${name} done at ${clock.monotonic()}`);
  };
  clock.after(20, () => void chain('late'));
  clock.after(10, () => void chain('first'));
  clock.after(10, () => {
    order.push('second');
    clock.after(0, () => order.push('nested'));
  });
  await clock.advance(20);
  expect(order).toEqual(['first done at 10', 'second', 'nested', 'late done at 20']);
});

test('time stands still until it is moved, and a cancelled timer does not run', async () => {
  const clock = createVirtualClock(1_000);
  let ran = false;
  const timer = clock.after(5, () => {
    ran = true;
  });
  timer.cancel();
  await clock.advance(10);
  expect([ran, clock.now(), clock.monotonic(), clock.pending]).toEqual([false, 1_010, 10, 0]);
  expect(await clock.runNext()).toBe(false);
});

test('runs until a condition holds, or says that it never did', async () => {
  const clock = createVirtualClock();
  let ticks = 0;
  void (async () => {
    for (;;) {
      await sleep(clock, 1_000);
      ticks += 1;
    }
  })();
  await clock.runUntil(() => ticks === 7);
  expect(clock.monotonic()).toBe(7_000);
  await expect(clock.runUntil(() => ticks < 0, 5_000)).rejects.toMatchObject({ code: 'virtual_time_out' });
});
