import { changeParticipation } from '../joining/membership.ts';
import { reviveBeeps } from '../postgres/beep-revive.ts';
import type { BeepRow } from '../postgres/beep-select-from.ts';
import { runningDate } from '../schedule/day-window.ts';
import { addDays } from '../schedule/local-time.ts';
import { hoursFor } from '../schedule/protocol.ts';
import type { Session } from '../session.ts';
import type { BeepDetails } from './beep-state.ts';
import { planAhead } from './plan-ahead.ts';
import { isSuspended, readBeepsFrom } from './read-beeps.ts';
import { setBeepTimer } from './send-beep.ts';

/**
 * Takes up what was suspended: beeps that are still to come are planned again, at their instants, and planning
 * goes on. What fell into the time between stays cancelled, and days of it that had no plan get none.
 */
export async function resumeBeeps(session: Session): Promise<void> {
  const { context, study } = session;
  const { participation } = session.state;
  const protocol = study?.protocol?.definition;
  if (participation?.settings == null || protocol === undefined) return;
  const { settings, plannedThrough } = participation;
  const today = runningDate(context.now, settings.zone, hoursFor(protocol, settings));
  const rows = await readBeepsFrom(session, today);
  const due = rows.filter((row) => isSuspended(row) && row.planned_ms > context.now);
  if (due.length > 0) {
    context.write(
      reviveBeeps(
        context.conversationId,
        due.map(({ id }) => id),
      ),
    );
    addPlanned(session, due);
  }
  const yesterday = addDays(today, -1);
  if (plannedThrough !== null && plannedThrough < yesterday) {
    changeParticipation(session, { plannedThrough: yesterday });
  }
  await planAhead(session, context.now);
}

function addPlanned(session: Session, rows: readonly BeepRow[]): void {
  const { beeps } = session.state;
  const known = new Set(beeps.planned.map(([id]) => id));
  const added = rows.filter(({ id }) => !known.has(id));
  for (const row of added) setBeepTimer(session, row.id, row.planned_ms, detailsOfRow(row));
  const planned = [...beeps.planned, ...added.map(({ id, planned_ms }) => [id, planned_ms] as const)];
  session.state = { ...session.state, beeps: { ...beeps, planned } };
}

function detailsOfRow(row: BeepRow): BeepDetails {
  const { instrument = null, ...timing } = row.timing;
  return {
    ...{ schedule: row.schedule, kind: row.kind, instrument, date: row.date, number: row.number },
    ...{ studyDay: row.study_day, wave: row.wave, at: row.planned_ms, timing, preview: false },
  };
}
