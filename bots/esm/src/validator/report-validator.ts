import type { Language } from 'opora';
import type { ReportValidation } from './report.ts';

/** What a validator is told besides the text. */
export interface ReportValidatorOptions {
  /** How the item is checked; `specific` texts for garbage and avoidance only. Default `moment`. */
  readonly item?: 'moment' | 'specific';
  /** Number of the training day, from 1; 0 (default) before and after training. */
  readonly trainingDay?: number;
  /** The chat's language, for texts that do not show theirs. */
  readonly language?: Language;
  /** The question as the participant read it; the local validator does not need it. */
  readonly question?: string;
}

/**
 * Judges one text as a report of the moment before the beep. Whoever wraps a validator (a model, a cache) implements
 * the same contract, answers with the same shape, and falls back to the validation of the wrapped one.
 */
export interface ReportValidator {
  /** Never rejects: what cannot be judged is `accept`, language `unchecked`. */
  validate(text: string, options?: ReportValidatorOptions): ReportValidation | Promise<ReportValidation>;
}
