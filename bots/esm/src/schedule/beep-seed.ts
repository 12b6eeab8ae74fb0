import { createHmac } from 'node:crypto';
import type { PlannedBeep } from './plan-day.ts';

/**
 * The seed of one beep, 32 hexadecimal digits: what its survey draws (the order of items) comes from it, so
 * that it can be repeated from the stored key of the beep and the plan seed, which never leaves the server.
 */
export function beepSeed(
  planSeed: string,
  participantId: string,
  beep: Pick<PlannedBeep, 'schedule' | 'date' | 'number'>,
): string {
  const reference = JSON.stringify(['beep', participantId, beep.schedule, beep.date, beep.number]);
  return createHmac('sha256', planSeed).update(reference).digest('hex').slice(0, 32);
}
