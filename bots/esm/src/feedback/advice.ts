import { readEsmSettings } from '../esm-settings.ts';
import { memberOf } from '../joining/membership.ts';
import { feedbackForReporting } from '../patterns/feedback-answers.ts';
import { feedbackForHours } from '../patterns/feedback-participation.ts';
import { readParticipation, readRecentReports } from '../patterns/read-feedback.ts';
import { languageFor, readOnce, type Session, say } from '../session.ts';

/**
 * After a survey that was completed after the training: a line on how to report where a class recurs, and the offer of other
 * hours where many signals stay unanswered. Once a local date at most; questions and sampling never adapt.
 */
export async function giveAdvice(session: Session): Promise<void> {
  const { completedSurvey, context } = session;
  session.completedSurvey = null;
  const member = memberOf(session);
  const { training } = session.state;
  if (completedSurvey === null || member === null || training.end === null) return;
  const { date, instrument } = completedSurvey;
  if (training.taughtOn === date) return;
  const { ai, validation } = readEsmSettings(context.settings);
  const { database, conversationId } = context;
  const taking = await readOnce(session, 'participation', () =>
    readParticipation(database, conversationId, true),
  );
  const reports = await readOnce(session, 'recent-reports', () =>
    readRecentReports(database, conversationId, instrument, validation.strictMode).then((rows) => [...rows]),
  );
  const { feedback, protocol } = member.study;
  const language = languageFor(session);
  const mayChooseHours = protocol?.definition.choices.hours === true;
  const lines = [
    feedbackForReporting(feedback, { reports, afterTraining: taking.after_training }, ai, language),
    feedbackForHours(feedback, taking, mayChooseHours, language),
  ].filter((line) => line !== null);
  if (lines.length === 0) return;
  for (const line of lines) say(session, line);
  session.state = { ...session.state, training: { ...training, taughtOn: date } };
}
