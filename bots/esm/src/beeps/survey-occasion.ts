/** Why a survey is opened, as its response and its conditions know it. */
export interface SurveyOccasion {
  readonly kind: 'survey' | 'beep' | 'event';
  /** The beep or event it belongs to; null for an extra survey. */
  readonly beepId: string | null;
  /** What draws the order of items; null: the response's own id. */
  readonly seed: string | null;
  /** Instrument of the schedule; null for the study's. */
  readonly instrument: string | null;
  readonly beepNumber: number | null;
  readonly wave: string | null;
  readonly preview: boolean;
}

/** A survey opened by command, of no beep. */
export const extraSurvey: SurveyOccasion = {
  ...{ kind: 'survey', beepId: null, seed: null, instrument: null, beepNumber: null, wave: null },
  preview: false,
};
