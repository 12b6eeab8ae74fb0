import { z } from 'zod';

/** A question of the settings that waits for typed words; any command or other button ends it. */
export type Dialog =
  | { readonly asks: 'zone' | 'count' | 'quiet' | 'pause' }
  /** `isJoining`: asked right after joining, so that the hours hold from today. */
  | { readonly asks: 'hours-start'; readonly isJoining: boolean }
  | { readonly asks: 'hours-end'; readonly isJoining: boolean; readonly start: string }
  /** After joining: the usual hours, to be kept or changed. */
  | { readonly asks: 'usual-hours' };

/** The stored shape of `Dialog`. */
export const dialogSchema: z.ZodType<Dialog> = z.union([
  z.strictObject({ asks: z.enum(['zone', 'count', 'quiet', 'pause']) }),
  z.strictObject({ asks: z.literal('hours-start'), isJoining: z.boolean() }),
  z.strictObject({ asks: z.literal('hours-end'), isJoining: z.boolean(), start: z.string() }),
  z.strictObject({ asks: z.literal('usual-hours') }),
]);
