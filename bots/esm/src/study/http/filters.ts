import { z } from 'zod';
import { addDays, isZone, type LocalDate } from '../../schedule/local-time.ts';

/** A local date of a query. */
export const localDate: z.ZodType<LocalDate> = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'is no date such as 2026-11-21', abort: true })
  .refine((text) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text, {
    message: 'is no day of the calendar',
  });

/** True and false as a query writes them. */
export const yesOrNo: z.ZodType<boolean> = z.enum(['true', 'false']).transform((text) => text === 'true');

/** An IANA time zone of a query. */
export const zoneName: z.ZodType<string> = z.string().refine(isZone, 'is no IANA time zone');

/** Keys of the queries that list what participants did; without a key everything of it. */
export const dataFilterKeys: {
  readonly participant: z.ZodOptional<z.ZodString>;
  readonly from: z.ZodOptional<z.ZodType<LocalDate>>;
  readonly to: z.ZodOptional<z.ZodType<LocalDate>>;
  readonly training: z.ZodOptional<z.ZodType<boolean>>;
} = {
  participant: z.string().max(32).optional().describe('a pseudonym'),
  from: localDate.optional().describe('first local date'),
  to: localDate.optional().describe('last local date'),
  training: yesOrNo.optional().describe('true: only rows of the training; false: none of them'),
};
