import { changeParticipation } from '../joining/membership.ts';
import { isSignalled } from '../joining/participation.ts';
import { dayWindow } from '../schedule/day-window.ts';
import { addDays } from '../schedule/local-time.ts';
import { hoursFor } from '../schedule/protocol.ts';
import { lastStudyDay } from '../schedule/study-days.ts';
import { partFor, type Session, say } from '../session.ts';
import { suspendBeeps } from './suspend-beeps.ts';

/** The study is over for the participant: nothing is sent or planned any more, the data stay. */
export function endParticipation(session: Session): void {
  const { participation, dialog } = session.state;
  if (participation === null || participation.status === 'completed') return;
  if (participation.status === 'withdrawn') return;
  suspendBeeps(session, 'closed');
  changeParticipation(session, { status: 'completed', pause: null });
  if (dialog !== null) session.state = { ...session.state, dialog: null };
  say(session, partFor(session).studyOver);
}

/** When the window of the last day of the last wave ends, ms since the epoch; null before the first plan. */
export function endOfStudy(session: Session): number | null {
  const { participation } = session.state;
  const protocol = session.study?.protocol?.definition;
  if (participation?.settings == null || participation.firstDate === null || protocol === undefined)
    return null;
  const { settings, firstDate } = participation;
  const date = addDays(firstDate, lastStudyDay(protocol.waves) - 1);
  const windows = protocol.schedules.map((schedule) => {
    const hours = hoursFor(protocol, settings, schedule.kind === 'event' ? undefined : schedule);
    return dayWindow(date, settings.zone, hours, [])?.to ?? 0;
  });
  return Math.max(...windows);
}

/** Ends taking part when the last day is over and nothing is open any more. */
export function finishIfOver(session: Session): void {
  const { participation, beeps } = session.state;
  if (participation === null || !isSignalled(participation.status)) return;
  const end = endOfStudy(session);
  if (end === null || session.context.now < end) return;
  if (beeps.open.every(({ preview }) => preview)) endParticipation(session);
}
