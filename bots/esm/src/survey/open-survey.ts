import { createHash } from 'node:crypto';
import type { OutgoingMessage } from 'opora';
import { extraSurvey, type SurveyOccasion } from '../beeps/survey-occasion.ts';
import { itemState, type SurveyState, withItem } from '../esm-state.ts';
import { findInstrument, type Instrument, type Item, localText } from '../instrument/instrument.ts';
import { findItem, orderItems } from '../instrument/order-items.ts';
import { toLocal } from '../schedule/local-time.ts';
import { languageFor, type Session, say, textsFor } from '../session.ts';
import { learnFromSurvey } from '../training/learn-from-survey.ts';
import { teach } from '../training/teach.ts';
import { trainingDayOn } from '../training/training-state.ts';
import { askItem } from './ask-item.ts';
import { recordItem } from './record-item.ts';
import { isShown } from './shown-items.ts';
import { surveyInstrument, zoneOf } from './survey-setting.ts';
import { writeResponse } from './write-response.ts';

/** The open survey with its instrument and current question. */
export interface OpenSurvey {
  readonly survey: SurveyState;
  readonly instrument: Instrument;
  readonly item: Item;
}

/** Finds the current question; null while no survey is open. */
export function openSurvey(session: Session): OpenSurvey | null {
  const { survey } = session.state;
  if (survey === null) return null;
  const instrument = findInstrument(session.instruments, survey.instrument, survey.instrumentVersion);
  const id = survey.order[survey.position];
  const item = id === undefined ? undefined : findItem(instrument, id);
  if (item === undefined) throw new Error(`Item ${survey.position} of ${survey.instrument} does not exist.`);
  return { survey, instrument, item };
}

/** Begins a survey, in training with the teaching of the day; points to the open one where there is one. */
export function beginSurvey(session: Session, occasion: SurveyOccasion = extraSurvey): void {
  if (session.state.survey !== null) {
    say(session, textsFor(session).surveyOpen);
    return;
  }
  const { context } = session;
  const instrument = surveyInstrument(session, occasion);
  session.surveysBegun += 1;
  const responseId = createHash('sha256')
    .update(`${context.turnId}:${context.now}:${session.surveysBegun}`)
    .digest('hex')
    .slice(0, 32);
  const { kind, beepId, seed, beepNumber, wave, preview } = occasion;
  const zone = zoneOf(session);
  const localDate = toLocal(context.now, zone).date;
  const survey: SurveyState = {
    ...{ responseId, kind, beepId, startedAt: context.now, localDate, zone, beepNumber, wave, preview },
    instrument: instrument.instrument,
    instrumentVersion: instrument.version,
    trainingDay: trainingDayOn(session.state.training, localDate),
    order: orderItems(instrument, seed ?? responseId),
    ...{ position: 0, ticked: [], items: {} },
  };
  writeResponse(session, survey, 'in_progress');
  // The questions speak of a beep, and only the survey of one has had it.
  if (kind === 'event') say(session, textsFor(session).eventOpening);
  else if (beepId === null) say(session, textsFor(session).surveyOpening);
  teach(session, survey);
  continueSurvey(session, survey, instrument);
}

/** Goes to the first question without a result, telling infos on the way; ends the survey after the last. */
export function continueSurvey(session: Session, from: SurveyState, instrument: Instrument): void {
  let survey = from;
  for (;;) {
    const position = nextPosition(survey, instrument);
    const item = findItem(instrument, survey.order[position] ?? '');
    if (item === undefined) {
      endSurvey(session, survey, instrument, 'completed');
      return;
    }
    survey = { ...survey, position, ticked: [] };
    if (item.type !== 'info') {
      session.state = { ...session.state, survey };
      return;
    }
    say(session, localText(item.text, languageFor(session), instrument));
    survey = recordItem(session, survey, item, { status: 'shown', text: null, value: null, sources: [] });
  }
}

/** Index of the first item that has no result, or waits on a probe, and whose condition holds; -1 when none is left. */
function nextPosition(survey: SurveyState, instrument: Instrument): number {
  return survey.order.findIndex((id) => {
    const { status, probing } = itemState(survey, id);
    return (status === null || probing !== null) && isShown(survey, instrument, id);
  });
}

/**
 * Stops the open survey at `at` (ms since the epoch): what was answered is kept as a partial response. Says nothing;
 * nothing happens where none is open.
 */
export function stopSurvey(session: Session, at: number = session.context.now): void {
  const open = openSurvey(session);
  if (open === null) return;
  const { survey, item, instrument } = open;
  const { shownAt, status } = itemState(survey, item.id);
  const shown = { status: 'shown', text: null, value: null, sources: [] } as const;
  const last = shownAt !== null && status === null ? recordItem(session, survey, item, shown) : survey;
  endSurvey(session, last, instrument, 'partial', at);
}

function endSurvey(
  session: Session,
  survey: SurveyState,
  instrument: Instrument,
  status: 'completed' | 'partial',
  at: number = session.context.now,
): void {
  writeResponse(session, survey, status, at);
  session.state = { ...session.state, survey: null };
  session.surveyEnds.push({ beepId: survey.beepId, status, at });
  if (status === 'completed') {
    say(session, textsFor(session).saved);
    learnFromSurvey(session, survey, instrument);
  }
}

/** The current question, or the probe that waits in its place, as a message; from here on it counts as shown. */
export function promptQuestion(session: Session): OutgoingMessage | null {
  const open = openSurvey(session);
  if (open === null) return null;
  const { survey, item, instrument } = open;
  if (itemState(survey, item.id).shownAt === null) {
    session.state = { ...session.state, survey: withItem(survey, item.id, { shownAt: session.context.now }) };
  }
  return askItem(survey, item, instrument, languageFor(session));
}
