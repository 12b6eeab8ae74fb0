import { changeParticipation } from '../joining/membership.ts';
import { cancelBeeps } from '../postgres/beep-cancel.ts';
import type { BeepRow } from '../postgres/beep-select-from.ts';
import { changeSettings, type StoredBeep } from '../schedule/change-settings.ts';
import { addDays, toLocal } from '../schedule/local-time.ts';
import type { Protocol } from '../schedule/protocol.ts';
import type { Session } from '../session.ts';
import type { Settings } from '../settings/stored-settings.ts';
import { beepTimer, isPreviewBeep } from './beep-id.ts';
import { planAhead } from './plan-ahead.ts';
import { isToCome, readBeepsFrom } from './read-beeps.ts';
import { removePlanned, replanFrom } from './replan.ts';

/**
 * Takes new settings into the plans: today's unsent beeps keep their instants inside the new window, else they are
 * cancelled, and tomorrow is planned anew. The first settings of somebody who has just joined hold from now on.
 */
export async function changePlan(session: Session, protocol: Protocol, after: Settings): Promise<void> {
  const { context } = session;
  const { participation } = session.state;
  if (participation === null) return;
  if (participation.settings === null || participation.plannedThrough === null) {
    changeParticipation(session, { settings: after });
    await planAhead(session, context.now);
    return;
  }
  // A zone further west may still have yesterday.
  const from = addDays(toLocal(context.now, after.zone).date, -1);
  const rows = await readBeepsFrom(session, from);
  const stored = rows.filter((row) => row.status !== 'cancelled' || isToCome(row)).map(toStored);
  const change = changeSettings(stored, context.now, protocol, after);
  cancelOf(
    session,
    change.cancelled.map(({ id }) => id),
  );
  removePlanned(
    session,
    change.replaced.map(({ id }) => id),
  );
  changeParticipation(session, { settings: after });
  replanFrom(session, addDays(change.replanFrom, -1), participation.planVersion + 1);
  await planAhead(session);
}

/**
 * The same for hours chosen while joining: as long as no signal was sent, today is planned with them too. An entry
 * beep that was sent stays.
 */
export async function planAnew(session: Session, protocol: Protocol, after: Settings): Promise<void> {
  const { participation, beeps } = session.state;
  if (participation === null) return;
  const from = addDays(toLocal(session.context.now, after.zone).date, -1);
  const rows = await readBeepsFrom(session, from);
  const isSent = rows.some((row) => row.kind !== 'once' && !isToCome(row));
  if (isSent || participation.firstDate === null) {
    await changePlan(session, protocol, after);
    return;
  }
  removePlanned(
    session,
    beeps.planned.map(([id]) => id).filter((id) => !isPreviewBeep(id)),
  );
  changeParticipation(session, {
    ...{ settings: after, firstDate: null, plannedThrough: null },
    planVersion: participation.planVersion + 1,
  });
  await planAhead(session, session.context.now);
}

interface RowBeep extends StoredBeep {
  readonly id: string;
}

const toStored = (row: BeepRow): RowBeep => ({
  ...{ id: row.id, schedule: row.schedule, date: row.date, number: row.number, at: row.planned_ms },
  sent: !isToCome(row),
});

function cancelOf(session: Session, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const { context, state } = session;
  for (const id of ids) context.cancel(beepTimer(id));
  context.write(cancelBeeps(context.conversationId, ids, 'settings', context.now));
  const gone = new Set(ids);
  const planned = state.beeps.planned.filter(([id]) => !gone.has(id));
  session.state = { ...state, beeps: { ...state.beeps, planned } };
}
