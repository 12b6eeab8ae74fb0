import { z } from 'zod';
import { type Phenomenon, phenomena } from '../validator/report.ts';

/** What a coder may say of a phenomenon. */
export const decisions = ['confirmed', 'rejected', 'unsure'] as const;
export type Decision = (typeof decisions)[number];

/** What a coder decided about a response; a phenomenon that is absent was not judged. */
export type Confirmations = { readonly [Name in Phenomenon]?: Decision };

/** Most characters of interview notes. */
export const longestNotes = 20_000;

/** The shape of `Confirmations`. */
export const confirmationsSchema: z.ZodType<Confirmations> = z.partialRecord(
  z.enum(phenomena),
  z.enum(decisions),
) as z.ZodType<Confirmations>;
