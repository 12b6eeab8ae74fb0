import { extraSurvey } from '../beeps/survey-occasion.ts';
import { readEsmSettings } from '../esm-settings.ts';
import { memberOf } from '../joining/membership.ts';
import { feedbackForInsights } from '../patterns/feedback-answers.ts';
import { isStudyOver } from '../patterns/feedback-policy.ts';
import { readScaleCounts } from '../patterns/read-feedback.ts';
import { languageFor, readOnce, type Session, send } from '../session.ts';
import { surveyInstrument } from '../survey/survey-setting.ts';

/** `/insights`: the person's own scales as charts with n, as far as the study shows them. */
export async function showInsights(session: Session): Promise<void> {
  const { context } = session;
  const member = memberOf(session);
  if (member === null) return;
  const instrument = surveyInstrument(session, extraSurvey);
  const counts = await readOnce(session, 'scale-counts', () =>
    readScaleCounts(context.database, context.conversationId, instrument).then((rows) => [...rows]),
  );
  const isOver = isStudyOver(member.study.status, member.participation.status);
  const { ai } = readEsmSettings(context.settings);
  const { feedback } = member.study;
  const language = languageFor(session);
  for (const text of feedbackForInsights(feedback, { counts, isOver }, instrument, ai, language)) {
    send(session, { text });
  }
}
