import type { BeepTiming } from './beep-timing.ts';
import type { DayWindow } from './day-window.ts';
import type { PlannedBeep } from './plan-day.ts';
import type { Timing } from './protocol.ts';

/** A preview takes 2 to 60 minutes, 10 by default. */
export const previewMinutes = { fewest: 2, most: 60, usual: 10 } as const;
/** No expiry, completion or grace of a preview is shorter: nobody could press in time. */
export const shortestPreviewMs = 30_000;

/** A beep of a preview: flagged, so that it is left out everywhere else. */
export interface PreviewBeep extends PlannedBeep {
  readonly preview: true;
}

/** The share to which a day of `window` shrinks. Throws RangeError unless it takes 2 to 60 minutes. */
export function previewScale(window: Pick<DayWindow, 'from' | 'to'>, minutes: number): number {
  if (!(minutes >= previewMinutes.fewest && minutes <= previewMinutes.most)) {
    throw new RangeError(`A preview takes ${previewMinutes.fewest} to ${previewMinutes.most} minutes.`);
  }
  return Math.min(1, (minutes * 60_000) / (window.to - window.from));
}

/** The beeps of a day with its distances shrunk by `scale`, the window beginning at `startAt`. */
export function previewBeeps(
  beeps: readonly PlannedBeep[],
  window: Pick<DayWindow, 'from'>,
  scale: number,
  startAt: number,
): readonly PreviewBeep[] {
  const move = (instant: number): number => Math.round(startAt + (instant - window.from) * scale);
  return beeps.map((beep) => ({
    ...beep,
    at: move(beep.at),
    blockStart: move(beep.blockStart),
    preview: true,
  }));
}

/** The timing shrunk alike, down to 30 s; the number of reminders stays. */
export function previewTiming(timing: Timing, scale: number): BeepTiming {
  const shrink = (minutes: number): number =>
    Math.max(shortestPreviewMs, Math.round(minutes * 60_000 * scale));
  return {
    expiryMs: shrink(timing.expiryMinutes),
    reminders: timing.reminders,
    completionMs: shrink(timing.completionMinutes),
    graceMs: shrink(timing.graceMinutes),
  };
}
