import { itemState, type SurveyState } from '../esm-state.ts';
import { type Instrument, itemsOf } from '../instrument/instrument.ts';
import { languageFor, type Session, say } from '../session.ts';
import { surveyRules } from '../survey/survey-rules.ts';
import { trainingTexts } from '../texts/parts/training.ts';
import { afterSurvey } from './graduation.ts';
import { recordTraining } from './record-training.ts';

/** Counts a completed survey for the training, which may end with it. Surveys of a preview count for nothing. */
export function learnFromSurvey(session: Session, survey: SurveyState, instrument: Instrument): void {
  if (survey.preview) return;
  session.completedSurvey = { date: survey.localDate, instrument };
  const { training } = session.state;
  const moments = itemsOf(instrument).filter((item) => item.type === 'text' && item.validate === 'moment');
  const qualities = moments
    .map(({ id }) => itemState(survey, id).first?.quality ?? null)
    .filter((quality) => quality !== null);
  const completed = { date: survey.localDate, qualities, at: session.context.now };
  const after = afterSurvey(training, completed, surveyRules(session).training);
  session.state = { ...session.state, training: after };
  recordTraining(session, training);
  if (training.end === null && after.end !== null) say(session, trainingTexts[languageFor(session)].over);
}
