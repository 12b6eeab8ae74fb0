import { z } from 'zod';
import { addDays, type LocalDate } from '../schedule/local-time.ts';

/** What of the words of participants an export holds. */
export const textModes = ['none', 'redacted', 'full'] as const;
/** One of them: `none` gives counts of characters and words only. */
export type TextMode = (typeof textModes)[number];

/** What an export holds and how its CSV is written. */
export interface ExportFilters {
  /** Default `none`. */
  readonly texts: TextMode;
  /** First and last local date of beeps and events, both included; null for no border. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** Whether rows of training are there; default false. */
  readonly training: boolean;
  /** Whether CSV files begin with a byte order mark, for Excel; default false. */
  readonly bom: boolean;
  /** Default `,`. */
  readonly delimiter: ',' | ';';
}

const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'is no date such as 2026-11-21')
  .refine(isDate, 'is no day of the calendar');

/** Reads the body of a request; what is left out has its default. Unknown keys are faults. */
export const exportFilters: z.ZodType<ExportFilters> = z
  .strictObject({
    texts: z.enum(textModes).default('none').describe('none: counts of characters and words only'),
    from: localDate.nullable().default(null).describe('first local date'),
    to: localDate.nullable().default(null).describe('last local date'),
    training: z.boolean().default(false).describe('whether rows of the training are there'),
    bom: z.boolean().default(false).describe('whether CSV begins with a byte order mark, for Excel'),
    delimiter: z.enum([',', ';']).default(',').describe('between the cells of CSV'),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    message: 'is before from',
  });

function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text;
}
