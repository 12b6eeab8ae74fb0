import { z } from 'zod';

/** What a beep is, fixed when it is planned. It travels in the payload of its timer. */
export type BeepDetails = {
  readonly schedule: string;
  readonly kind: 'signal' | 'interval' | 'once' | 'event';
  /** Instrument of its schedule; null for the study's. */
  readonly instrument: string | null;
  /** Local date it belongs to. */
  readonly date: string;
  readonly number: number;
  readonly studyDay: number;
  readonly wave: string | null;
  /** When it is planned, ms since the epoch. */
  readonly at: number;
  readonly timing: {
    readonly expiryMs: number;
    readonly reminders: number;
    readonly completionMs: number;
    readonly graceMs: number;
  };
  readonly preview: boolean;
};

/** A beep between sending and its end. */
export type OpenBeep = BeepDetails & {
  readonly id: string;
  readonly status: 'sent' | 'opened';
  /** Null for an event, which nobody sends. */
  readonly sentAt: number | null;
  readonly openedAt: number | null;
  /** Number of the last reminder sent; 0 before any. */
  readonly reminded: number;
  readonly isTraining: boolean;
};

/** The beeps a Conversation has to do with; the rows of `esm_beeps` are the record of all. */
export type BeepsState = {
  /** Id and instant of each beep to come. A timer that names another instant or id is out of date. */
  readonly planned: readonly (readonly [id: string, at: number])[];
  readonly open: readonly OpenBeep[];
};

const details = {
  schedule: z.string(),
  kind: z.enum(['signal', 'interval', 'once', 'event']),
  instrument: z.string().nullable(),
  date: z.string(),
  number: z.int(),
  studyDay: z.int(),
  wave: z.string().nullable(),
  at: z.number(),
  timing: z.strictObject({
    expiryMs: z.number(),
    reminders: z.int(),
    completionMs: z.number(),
    graceMs: z.number(),
  }),
  preview: z.boolean(),
};

const detailsSchema: z.ZodType<BeepDetails> = z.strictObject(details);

/** The stored shape of `BeepsState`. */
export const beepsSchema: z.ZodType<BeepsState> = z.strictObject({
  planned: z.array(z.tuple([z.string(), z.number()])),
  open: z.array(
    z.strictObject({
      ...details,
      id: z.string(),
      status: z.enum(['sent', 'opened']),
      sentAt: z.number().nullable(),
      openedAt: z.number().nullable(),
      reminded: z.int(),
      isTraining: z.boolean(),
    }),
  ),
});

/** No beeps at all. */
export const noBeeps: BeepsState = { planned: [], open: [] };

/** Reads the payload of a beep's timer; null when it is none. */
export function parseBeepDetails(payload: unknown): BeepDetails | null {
  const parsed = detailsSchema.safeParse(payload);
  return parsed.success ? parsed.data : null;
}

/** What of a beep travels with its timer. */
export function detailsOf(beep: BeepDetails): BeepDetails {
  const { schedule, kind, instrument, date, number, studyDay, wave, at, timing, preview } = beep;
  return { schedule, kind, instrument, date, number, studyDay, wave, at, timing, preview };
}
