import { z } from 'zod';

// A type alias rather than an interface: only it is assignable to the runtime's `Json`.

/** How far somebody is in learning to report one moment. */
export type TrainingState = {
  /** Local date of the first training day, `YYYY-MM-DD`; null before it. */
  readonly startDate: string | null;
  /** Training days so far: local dates with a completed survey. */
  readonly days: number;
  /** The last of these dates. */
  readonly lastDate: string | null;
  /** Surveys completed in training. */
  readonly surveys: number;
  /** Qualities of the first texts of moment reports, oldest first, the newest 30 of all. */
  readonly qualities: readonly number[];
  /** Sum and number of all such qualities. */
  readonly qualitySum: number;
  readonly reports: number;
  /** Local date on which the day's teaching was told, or after the training a line on how to report. */
  readonly taughtOn: string | null;
  /** How the training ended; `limit`: after seven days without the quality asked for. Null while it runs. */
  readonly end: { readonly by: 'quality' | 'limit' | 'researcher'; readonly at: number } | null;
  /** A researcher keeps the participant in training: nothing ends it by itself. */
  readonly held: boolean;
};

/** The stored shape. */
export const trainingSchema: z.ZodType<TrainingState> = z.strictObject({
  startDate: z.string().nullable(),
  days: z.int().min(0),
  lastDate: z.string().nullable(),
  surveys: z.int().min(0),
  qualities: z.array(z.number()),
  qualitySum: z.number(),
  reports: z.int().min(0),
  taughtOn: z.string().nullable(),
  end: z.strictObject({ by: z.enum(['quality', 'limit', 'researcher']), at: z.number() }).nullable(),
  held: z.boolean(),
});

/** Before the first survey. */
export const noTraining: TrainingState = {
  ...{ startDate: null, days: 0, lastDate: null, surveys: 0, qualities: [], qualitySum: 0, reports: 0 },
  ...{ taughtOn: null, end: null, held: false },
};

/**
 * Number of the training day on a local date, from 1: a date keeps its number from the first survey to the last, and
 * dates without a completed survey take none. 0 when the training is over.
 */
export function trainingDayOn(training: TrainingState, date: string): number {
  if (training.end !== null) return 0;
  return date === training.lastDate ? training.days : training.days + 1;
}
