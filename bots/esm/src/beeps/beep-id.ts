import { createHash } from 'node:crypto';

/** What tells a beep of one participant from the others. */
export interface BeepKey {
  readonly schedule: string;
  readonly date: string;
  readonly number: number;
}

/**
 * The id of a beep, 20 hexadecimal digits: the same whenever it is planned, and another one for somebody who joins
 * anew in the same chat. `owner` is the participant's id, or the name of a preview.
 */
export function beepId(owner: string, { schedule, date, number }: BeepKey): string {
  const key = JSON.stringify([owner, schedule, date, number]);
  return createHash('sha256').update(key).digest('hex').slice(0, 20);
}

/** The id of a beep of a preview. It begins with `p`, as no other does. */
export function previewBeepId(run: string, key: BeepKey): string {
  return `p${beepId(previewOwner(run), key).slice(1)}`;
}

/** Whether an id is that of a beep of a preview. */
export const isPreviewBeep = (id: string): boolean => id.startsWith('p');

/** The owner of the beeps of a preview. */
export const previewOwner = (run: string): string => `preview:${run}`;

/** What a researcher needs beside the plan seed to draw the same day again. */
export function seedReference(owner: string, key: BeepKey, planVersion: number): string {
  return `${owner}/${key.schedule}/${key.date}/${key.number}/v${planVersion}`;
}

/** Key of the timer that plans on. */
export const planTimer = 'plan';

/** Key of a beep's timer. */
export const beepTimer = (id: string): string => `beep:${id}`;

/** The beep of a timer; null for another timer. */
export function timedBeep(timer: string): string | null {
  return timer.startsWith('beep:') ? timer.slice('beep:'.length) : null;
}
