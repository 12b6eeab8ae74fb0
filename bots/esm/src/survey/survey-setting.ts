import type { SurveyOccasion } from '../beeps/survey-occasion.ts';
import type { Instrument } from '../instrument/instrument.ts';
import type { Session } from '../session.ts';

/** The participant's zone; UTC while it is not known. */
export function zoneOf({ state }: Session): string {
  return state.participation?.settings?.zone ?? 'UTC';
}

/** The instrument of a new survey: the newest version of the one that the occasion names, else the newest of all. */
export function surveyInstrument({ instruments }: Session, { instrument: name }: SurveyOccasion): Instrument {
  const found =
    name === null ? instruments.at(-1) : instruments.findLast(({ instrument }) => instrument === name);
  if (found === undefined)
    throw new Error(`The esm bot has no instrument${name === null ? '' : ` ${name}`}.`);
  return found;
}
