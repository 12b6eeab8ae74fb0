import { expect, test } from 'vitest';
import { TerminalError, TransientError } from '../../core/errors.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { giveBack, isOutage } from './give-back.ts';

const away = (): Error => new TransientError('database_unavailable', 'away');

test('an outage is what no Turn can help; a slow or refused statement is not', () => {
  expect(isOutage(away())).toBe(true);
  expect(isOutage(new TransientError('database_disk_full', 'full'))).toBe(true);
  expect(isOutage(new TransientError('database_timeout', 'slow'))).toBe(false);
  expect(isOutage(new TerminalError('database_unavailable', 'odd'))).toBe(false);
});

test('tries until the database is back', async () => {
  const clock = createVirtualClock();
  let tries = 0;
  const given = giveBack(
    () => {
      tries += 1;
      return tries < 6 ? Promise.reject(away()) : Promise.resolve();
    },
    { clock, limitMs: 30_000, isOver: () => false },
  );
  await clock.advance(10_000);
  await given;
  expect(tries).toBe(6);
});

test.each([
  ['another error', new Error('bug'), () => false, 30_000],
  ['the end of the process', away(), () => true, 30_000],
  ['the end of the Lease', away(), () => false, 5_000],
])('gives up at %s', async (_name, error, isOver, limitMs) => {
  const clock = createVirtualClock();
  const given = giveBack(() => Promise.reject(error), { clock, limitMs, isOver });
  const failed = expect(given).rejects.toBe(error);
  await clock.advance(10_000);
  await failed;
});
