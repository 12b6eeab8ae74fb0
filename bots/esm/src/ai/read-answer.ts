import type { ModelAnswer } from 'opora';
import type { Opinion } from './opinion.ts';

/** What became of asking a model; closed, because it is a label of metrics. */
export const aiOutcomes = ['answered', 'timeout', 'failed', 'unusable', 'breaker-open', 'limited'] as const;

/** One of them. */
export type AiOutcome = (typeof aiOutcomes)[number];

/** An answer as the validator understands it; null where no model is configured. */
export interface AiReading {
  readonly outcome: AiOutcome;
  /** Null unless the model answered in the asked shape. */
  readonly opinion: Opinion | null;
  /** `openai`; `none` when nobody was asked. */
  readonly provider: string;
  readonly fromCache: boolean;
  /** The person is to be told that checking is simpler for a while. */
  readonly tell: boolean;
}

/** Answers of the runtime's own limits: nobody failed. */
const limits = new Set(['model_rate_limited', 'model_budget_exhausted', 'model_bulkhead_full']);
const late = new Set(['model_timeout', 'model_stalled', 'model_deadline']);
const useless = new Set([
  'model_malformed_json',
  'model_schema_mismatch',
  'model_empty_answer',
  'model_garbage',
  'model_refusal',
  'model_length_cut',
]);

/** Reads who answered, or why the local method did. Null: no model is configured. */
export function readAnswer(answer: ModelAnswer<Opinion | null>): AiReading | null {
  const { fallbackReason, fromCache, notice, object, tries, modelUsed } = answer;
  const isLocal = modelUsed.startsWith('local:');
  if (isLocal && fallbackReason === 'model_not_configured') return null;
  const model = isLocal ? tries[0]?.model : modelUsed;
  const provider = model?.split(':', 1)[0] ?? 'none';
  if (!isLocal && object !== null) {
    return { outcome: 'answered', opinion: object, provider, fromCache, tell: false };
  }
  return {
    outcome: outcomeOf(fallbackReason ?? ''),
    opinion: null,
    provider,
    fromCache,
    tell: notice !== null,
  };
}

/** The outcome that the code of an error stands for. */
export function outcomeOf(code: string): Exclude<AiOutcome, 'answered'> {
  if (limits.has(code)) return 'limited';
  if (code === 'model_breaker_open') return 'breaker-open';
  if (late.has(code)) return 'timeout';
  return useless.has(code) ? 'unusable' : 'failed';
}

/** Whether a model was asked and gave nothing; a limit is no failure, it was meant. */
export const isFailure = (reading: AiReading | null): boolean =>
  reading !== null && reading.outcome !== 'answered' && reading.outcome !== 'limited';
