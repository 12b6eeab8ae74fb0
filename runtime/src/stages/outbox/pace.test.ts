import { setMaxListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createPace } from './pace.ts';

const neverAborts = new AbortController().signal;
setMaxListeners(0, neverAborts);

test('without a rate everybody goes at once', async () => {
  const clock = createVirtualClock();
  await createPace(undefined, clock).turn('anna', neverAborts);
  expect(clock.pending).toBe(0);
});

test('sends to one thread keep their gap, in order; other threads do not wait for it', async () => {
  const clock = createVirtualClock();
  const pace = createPace({ perConversationMs: 1_000, overallPerSecond: 1_000 }, clock);
  const gone: string[] = [];
  for (const name of ['anna', 'anna', 'bert', 'anna']) {
    void pace
      .turn(name, neverAborts)
      .then(() => gone.push(`${name} ${Math.floor(clock.monotonic() / 1_000)}`));
  }
  await clock.advance(2_500);
  expect(gone).toEqual(['anna 0', 'bert 0', 'anna 1', 'anna 2']);
});

test('sends over all threads keep the overall rate', async () => {
  const clock = createVirtualClock();
  const pace = createPace({ perConversationMs: 0, overallPerSecond: 10 }, clock);
  let gone = 0;
  for (let index = 0; index < 50; index += 1) {
    void pace.turn(`person-${index}`, neverAborts).then(() => {
      gone += 1;
    });
  }
  await clock.advance(1_000);
  expect(gone).toBeLessThanOrEqual(11);
  expect(gone).toBeGreaterThanOrEqual(10);
  await clock.advance(4_000);
  expect(gone).toBe(50);
});

test('who stops waiting is rejected at once', async () => {
  const clock = createVirtualClock();
  const pace = createPace({ perConversationMs: 1_000, overallPerSecond: 1_000 }, clock);
  const controller = new AbortController();
  await pace.turn('anna', controller.signal);
  const waiting = pace.turn('anna', controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'sleep_aborted' });
});
