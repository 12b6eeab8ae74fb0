import type { Timing } from './protocol.ts';

/** `Timing` in ms, as it runs: possibly shrunk by a preview. */
export interface BeepTiming {
  readonly expiryMs: number;
  readonly reminders: number;
  readonly completionMs: number;
  readonly graceMs: number;
}

/** The timing of a real day. */
export function timingOf(timing: Timing): BeepTiming {
  return {
    expiryMs: timing.expiryMinutes * 60_000,
    reminders: timing.reminders,
    completionMs: timing.completionMinutes * 60_000,
    graceMs: timing.graceMinutes * 60_000,
  };
}

/** When a beep sent at `sentAt` expires unopened. */
export function expiresAt(sentAt: number, timing: BeepTiming): number {
  return sentAt + timing.expiryMs;
}

/** When a survey opened at `openedAt` counts as partial. */
export function completesBy(openedAt: number, timing: BeepTiming): number {
  return openedAt + timing.completionMs;
}

/** When its reminders are due, evenly between sending and expiry: one is halfway, two are at the thirds. */
export function reminderInstants(sentAt: number, timing: BeepTiming): readonly number[] {
  return Array.from({ length: timing.reminders }, (_, index) =>
    Math.round(sentAt + (timing.expiryMs * (index + 1)) / (timing.reminders + 1)),
  );
}
