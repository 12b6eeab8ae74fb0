import { expect, it } from 'vitest';
import type { Accepted, IncomingUpdate } from '../contracts/update.ts';
import { RefusedError, TransientError } from '../core/errors.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { watchIntake } from './intake-watch.ts';

const update: IncomingUpdate = {
  ...{ bot: 'probe', channel: 'http', conversation: 'anna', externalId: 'm1', requestId: 'r1' },
  content: { kind: 'message', text: 'hello' },
};
const accepted: Accepted = { updateId: 'u1.1', conversationId: '1', duplicate: false };
const unavailable = (code: string): Error =>
  new TransientError('intake_unavailable', 'Not stored.', { cause: new TransientError(code, 'Full.') });

it('remembers a full disk until something is stored, and for a while at most', async () => {
  const clock = createVirtualClock();
  let answer = (): Promise<Accepted> => Promise.resolve(accepted);
  const { intake, assertAccepting } = watchIntake({ accept: () => answer() }, clock);
  const refuse = async (error: Error): Promise<void> => {
    answer = () => Promise.reject(error);
    await expect(intake.accept(update)).rejects.toBe(error);
  };

  await refuse(unavailable('database_deadlock'));
  await refuse(new RefusedError('intake_overloaded', 'Full.'));
  expect(assertAccepting).not.toThrow();

  await refuse(unavailable('database_disk_full'));
  expect(assertAccepting).toThrow(expect.objectContaining({ code: 'database_disk_full' }));
  answer = () => Promise.resolve(accepted);
  expect(await intake.accept(update)).toBe(accepted);
  expect(assertAccepting).not.toThrow();

  await refuse(unavailable('database_read_only'));
  expect(assertAccepting).toThrow('Full.');
  await clock.advance(15_000);
  expect(assertAccepting).not.toThrow();
});
