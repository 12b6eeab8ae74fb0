import { z } from 'zod';

/** A question of the settings that waits for typed words. */
export type WordsDialog =
  | { readonly asks: 'zone' | 'count' | 'quiet' | 'pause' }
  /** `isJoining`: asked right after joining, so that the hours hold from today. */
  | { readonly asks: 'hours-start'; readonly isJoining: boolean }
  | { readonly asks: 'hours-end'; readonly isJoining: boolean; readonly start: string };

/**
 * A question that its buttons alone answer. `usual-hours`: after joining, to be kept or changed; `withdrawal`: whether
 * the data stay; `deletion`: whether everything is erased.
 */
export type ButtonsDialog = { readonly asks: 'usual-hours' | 'withdrawal' | 'deletion' };

/** A question that waits for its answer; any command or other button ends it. */
export type Dialog = WordsDialog | ButtonsDialog;

const byButtons = ['usual-hours', 'withdrawal', 'deletion'] as const;

/** Whether typed words answer a question. */
export function takesWords(dialog: Dialog): dialog is WordsDialog {
  return !(byButtons as readonly string[]).includes(dialog.asks);
}

/** The stored shape of `Dialog`. */
export const dialogSchema: z.ZodType<Dialog> = z.union([
  z.strictObject({ asks: z.enum(['zone', 'count', 'quiet', 'pause']) }),
  z.strictObject({ asks: z.literal('hours-start'), isJoining: z.boolean() }),
  z.strictObject({ asks: z.literal('hours-end'), isJoining: z.boolean(), start: z.string() }),
  z.strictObject({ asks: z.enum(byButtons) }),
]);
