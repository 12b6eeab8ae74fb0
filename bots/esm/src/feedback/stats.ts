import { memberOf } from '../joining/membership.ts';
import {
  feedbackForAchievements,
  feedbackForStats,
  type Participation,
  type StudyDay,
} from '../patterns/feedback-participation.ts';
import { readParticipation } from '../patterns/read-feedback.ts';
import { toLocal } from '../schedule/local-time.ts';
import { lastStudyDay, studyDayOf } from '../schedule/study-days.ts';
import { languageFor, readOnce, type Session, say } from '../session.ts';

/** `/stats`: how often somebody has taken part; nothing of what was answered. */
export async function showStats(session: Session): Promise<void> {
  const member = memberOf(session);
  if (member === null) return;
  const taking = await takingPart(session);
  say(session, feedbackForStats(member.study.feedback, taking, dayOfStudy(session), languageFor(session)));
}

/** `/achievements`: milestones of taking part, never of content. */
export async function showAchievements(session: Session): Promise<void> {
  const member = memberOf(session);
  if (member === null) return;
  const taking = await takingPart(session);
  say(session, feedbackForAchievements(member.study.feedback, taking, languageFor(session)));
}

function takingPart(session: Session): Promise<Participation> {
  const { context, state } = session;
  return readOnce(session, 'participation', () =>
    readParticipation(context.database, context.conversationId, state.training.end !== null),
  );
}

function dayOfStudy({ context, state, study }: Session): StudyDay {
  const { participation } = state;
  const waves = study?.protocol?.definition.waves;
  if (participation?.settings == null || participation.firstDate === null || waves === undefined) return null;
  const last = lastStudyDay(waves);
  const today = toLocal(context.now, participation.settings.zone).date;
  const day = studyDayOf(today, participation.firstDate);
  return { day: Math.min(Math.max(day, 1), last), last };
}
