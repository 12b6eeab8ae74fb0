import { timingOf } from '../schedule/beep-timing.ts';
import type { Draw } from '../schedule/draw-stream.ts';
import type { PlannedBeep } from '../schedule/plan-day.ts';
import type { BeepSchedule, Protocol } from '../schedule/protocol.ts';
import { type DemoPerson, normal } from './demo-person.ts';

/** What became of an invented beep. Instants in ms since the epoch. */
export interface DemoBeep {
  readonly status: 'planned' | 'completed' | 'partial' | 'expired' | 'skipped' | 'failed' | 'missed';
  readonly sentAt: number | null;
  readonly openedAt: number | null;
  readonly expiresAt: number | null;
  readonly closedAt: number | null;
  readonly reminded: number;
}

const never: DemoBeep = {
  ...{ status: 'planned', sentAt: null, openedAt: null, expiresAt: null, closedAt: null, reminded: 0 },
};

/** Decides what becomes of a planned beep; one that is not due yet stays planned. */
export function demoBeep(
  beep: PlannedBeep,
  person: DemoPerson,
  protocol: Protocol,
  now: number,
  draw: Draw,
): DemoBeep {
  const schedule = protocol.schedules.find(({ name }) => name === beep.schedule) as BeepSchedule;
  const timing = timingOf(schedule.timing);
  // Whoever has not answered yet when the data end would be an open beep; those are left planned.
  if (beep.at + timing.graceMs + timing.expiryMs + timing.completionMs > now) return never;
  if (draw() < 0.006) return { ...never, status: 'missed', closedAt: beep.at + timing.graceMs };
  const sentAt = Math.round(beep.at + 200 + 1500 * draw());
  const expiresAt = sentAt + timing.expiryMs;
  if (draw() < 0.004) return { ...never, status: 'failed', sentAt: null, closedAt: sentAt + 60_000 };
  const sent = { ...never, sentAt, expiresAt };
  const delay = Math.round(180_000 * Math.exp(1.1 * normal(draw)));
  const reminded = delay > timing.expiryMs / 2 ? timing.reminders : 0;
  const hour = (new Date(beep.at).getUTCHours() - 12) / 12;
  const opens = draw() < person.diligence + person.lateness * hour && delay < timing.expiryMs;
  if (!opens) return { ...sent, status: 'expired', closedAt: expiresAt, reminded: timing.reminders };
  const openedAt = sentAt + delay;
  if (draw() < 0.02) return { ...sent, status: 'skipped', closedAt: openedAt, reminded };
  const status = draw() < 0.04 ? 'partial' : 'completed';
  return { ...sent, status, openedAt, reminded, closedAt: openedAt + timing.completionMs };
}
