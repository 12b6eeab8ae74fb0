import { changeParticipation } from '../joining/membership.ts';
import { runningDate } from '../schedule/day-window.ts';
import { hoursFor } from '../schedule/protocol.ts';
import type { Session } from '../session.ts';
import { loadProtocol } from '../study/load-study.ts';
import { isToCome, readBeepsFrom } from './read-beeps.ts';
import { removePlanned, replanFrom } from './replan.ts';

/**
 * Where days are planned by a protocol that a newer version has replaced for them: has those after today planned
 * anew. A new version holds from the next local day, so today's beeps stay.
 */
export async function adoptProtocol(session: Session): Promise<void> {
  const { context, study } = session;
  const { participation } = session.state;
  if (participation?.settings == null || participation.plannedThrough === null || study?.protocol == null)
    return;
  const { settings, planVersion, plannedThrough, protocolVersion } = participation;
  const inForce = await loadProtocol(context, study, { date: plannedThrough, zone: settings.zone });
  if (inForce === null || inForce.version === protocolVersion) return;
  const today = runningDate(context.now, settings.zone, hoursFor(study.protocol.definition, settings));
  const rows = await readBeepsFrom(session, today);
  // After a flight over the date line beeps of a later date may have been sent already.
  const used = rows.filter((row) => row.status !== 'cancelled' && !isToCome(row));
  const last = [today, ...used.map(({ date }) => date)].sort().at(-1) ?? today;
  const later = rows.filter((row) => row.date > last && isToCome(row)).map(({ id }) => id);
  removePlanned(session, later);
  replanFrom(session, last, planVersion + 1);
  changeParticipation(session, { protocolVersion: inForce.version });
}
