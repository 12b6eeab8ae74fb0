import type { StudyWords } from '../postgres/study/select-study-words.ts';
import { runningDate } from '../schedule/day-window.ts';
import { toLocal } from '../schedule/local-time.ts';
import { hoursFor } from '../schedule/protocol.ts';
import type { Session } from '../session.ts';
import {
  loadConsent,
  loadProtocol,
  loadStudy,
  loadStudyWords,
  type ParticipantDay,
} from '../study/load-study.ts';
import { studyInstruments } from './study-instruments.ts';
import type { StudyView } from './study-view.ts';

/** Zone of people whose own is not known yet. */
const unknownZone = 'UTC';

/** Reads a study and has the session work with it; null where there is none any more. */
export async function useStudy(session: Session, studyId: string): Promise<StudyView | null> {
  const { context, state } = session;
  const study = await loadStudy(context, studyId);
  session.study = null;
  if (study === null || study.status === 'deleted') return null;
  const settings = state.participation?.settings ?? { zone: unknownZone };
  const today: ParticipantDay = { date: toLocal(context.now, settings.zone).date, zone: settings.zone };
  const consent = await loadConsent(context, study, today);
  let protocol = await loadProtocol(context, study, today);
  if (protocol !== null) {
    const date = runningDate(context.now, settings.zone, hoursFor(protocol.definition, settings));
    if (date !== today.date) protocol = (await loadProtocol(context, study, { ...today, date })) ?? protocol;
  }
  session.study = { ...study, protocol, consent };
  const instruments = await studyInstruments(session, study, today);
  if (instruments.length > 0) session.instruments = instruments;
  return session.study;
}

/** Title, contact and support text of the session's study; null without one. */
export async function studyWords(session: Session): Promise<StudyWords | null> {
  return session.study === null ? null : loadStudyWords(session.context, session.study.id);
}
