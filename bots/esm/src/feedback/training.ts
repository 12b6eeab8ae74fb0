import { memberOf } from '../joining/membership.ts';
import { toLocal } from '../schedule/local-time.ts';
import { languageFor, type Session, say } from '../session.ts';
import { surveyRules } from '../survey/survey-rules.ts';
import { trainingTexts } from '../texts/parts/training.ts';
import { fill } from '../texts/texts.ts';
import { leftInTraining } from '../training/graduation.ts';
import { trainingDayOn } from '../training/training-state.ts';

/** `/training`: the training day, its teaching, and what is left at least. */
export function showTraining(session: Session): void {
  if (memberOf(session) === null) return;
  const { participation, training } = session.state;
  const texts = trainingTexts[languageFor(session)];
  const zone = participation?.settings?.zone ?? 'UTC';
  const day = trainingDayOn(training, toLocal(session.context.now, zone).date);
  if (day === 0) {
    say(session, texts.over);
    return;
  }
  const left = leftInTraining(training, surveyRules(session).training);
  const isLeft = left.days > 0 || left.surveys > 0;
  const teaching = texts.teaching[day - 1];
  say(session, teaching ?? fill(texts.day, { day }));
  say(session, isLeft ? fill(texts.left, left) : texts.running);
}
