import { expect, test, vi } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { sleep, systemClock } from './clock.ts';
import { CancelledError } from './errors.ts';

test('sleep resolves at its time and leaves nothing behind', async () => {
  const clock = createVirtualClock();
  const woken = vi.fn();
  const controller = new AbortController();
  void sleep(clock, 100, controller.signal).then(woken);
  await clock.advance(99);
  expect(woken).not.toHaveBeenCalled();
  await clock.advance(1);
  expect(woken).toHaveBeenCalledOnce();
  controller.abort();
  expect(clock.pending).toBe(0);
});

test('sleep rejects as soon as its signal aborts, and takes its timer back', async () => {
  const clock = createVirtualClock();
  const controller = new AbortController();
  const sleeping = sleep(clock, 100, controller.signal);
  controller.abort();
  await expect(sleeping).rejects.toBeInstanceOf(CancelledError);
  expect(clock.pending).toBe(0);
});

test('sleep does not begin under an aborted signal', async () => {
  const clock = createVirtualClock();
  await expect(sleep(clock, 100, AbortSignal.abort())).rejects.toMatchObject({ code: 'sleep_aborted' });
  expect(clock.pending).toBe(0);
});

test('the system clock runs a task once, can be cancelled twice and takes any delay', async () => {
  const task = vi.fn();
  const cancelled = systemClock.after(5, task);
  cancelled.cancel();
  cancelled.cancel();
  const far = systemClock.after(1e15, task);
  const before = systemClock.monotonic();
  await new Promise<void>((resolve) => {
    systemClock.after(-5, () => systemClock.after(15, resolve));
  });
  far.cancel();
  expect(systemClock.monotonic()).toBeGreaterThan(before);
  expect(task).not.toHaveBeenCalled();
});
