import type { SurveyState } from '../esm-state.ts';
import { languageFor, type Session, say } from '../session.ts';
import { trainingTexts } from '../texts/parts/training.ts';

/** Says the teaching of the training day, once a date; in a preview with its first beep. Nothing after day 3. */
export function teach(session: Session, { trainingDay, localDate, preview, beepNumber }: SurveyState): void {
  const teaching = trainingTexts[languageFor(session)].teaching[trainingDay - 1];
  const { training } = session.state;
  if (teaching === undefined) return;
  if (preview) {
    if (beepNumber === 1) say(session, teaching);
    return;
  }
  if (training.taughtOn === localDate) return;
  say(session, teaching);
  session.state = { ...session.state, training: { ...training, taughtOn: localDate } };
}
