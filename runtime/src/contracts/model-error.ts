import { RuntimeError } from '../core/errors.ts';
import type { ModelTry } from './model-call.ts';

/**
 * What is done about a failed call: `retry` the same model; `fallback` to the next model; `give-up`: no model
 * is asked any more, the local method answers.
 */
export type ModelDecision = 'retry' | 'fallback' | 'give-up';

/** Codes of failed calls; `docs/reference/inference.md` lists them with their decisions. */
export type ModelErrorCode =
  | 'model_bad_request'
  | 'model_unauthorized'
  | 'model_not_found'
  | 'model_too_large'
  | 'model_rate_limited_by_provider'
  | 'model_quota_exhausted'
  | 'model_server_error'
  | 'model_overloaded'
  | 'model_unreachable'
  | 'model_timeout'
  | 'model_stalled'
  | 'model_stream_cut'
  | 'model_stream_error'
  | 'model_garbage'
  | 'model_empty_answer'
  | 'model_malformed_json'
  | 'model_schema_mismatch'
  | 'model_length_cut'
  | 'model_refusal'
  | 'model_deadline'
  | 'model_breaker_open'
  | 'model_bulkhead_full'
  | 'model_rate_limited'
  | 'model_budget_exhausted'
  | 'model_not_configured'
  | 'model_failed';

interface Failure {
  readonly next: ModelDecision;
  /** Whether it speaks against the provider's health. */
  readonly unwell: boolean;
  readonly means: string;
}

/** Every way a call can fail, with its decision. */
export const modelFailures: Readonly<Record<ModelErrorCode, Failure>> = {
  model_bad_request: { next: 'fallback', unwell: false, means: 'The provider refused the request' },
  model_unauthorized: { next: 'fallback', unwell: true, means: 'The provider refused the key' },
  model_not_found: { next: 'fallback', unwell: true, means: 'The provider does not know the model' },
  model_too_large: { next: 'fallback', unwell: false, means: 'The prompt is too long for the model' },
  model_rate_limited_by_provider: { next: 'retry', unwell: true, means: 'The provider allows no more now' },
  model_quota_exhausted: { next: 'fallback', unwell: true, means: "The account's quota is used up" },
  model_server_error: { next: 'retry', unwell: true, means: 'The provider failed' },
  model_overloaded: { next: 'retry', unwell: true, means: 'The provider is overloaded' },
  model_unreachable: { next: 'retry', unwell: true, means: 'The provider could not be reached' },
  model_timeout: { next: 'retry', unwell: true, means: 'The provider did not answer in time' },
  model_stalled: { next: 'retry', unwell: true, means: 'The answer stopped arriving' },
  model_stream_cut: { next: 'retry', unwell: true, means: 'The connection ended inside the answer' },
  model_stream_error: {
    next: 'retry',
    unwell: true,
    means: 'The provider reported an error inside the answer',
  },
  model_garbage: { next: 'retry', unwell: true, means: 'The provider answered with something unreadable' },
  model_empty_answer: { next: 'retry', unwell: false, means: 'The answer was empty' },
  model_malformed_json: { next: 'retry', unwell: false, means: 'The answer was not JSON' },
  model_schema_mismatch: { next: 'retry', unwell: false, means: 'The answer did not have the asked shape' },
  model_length_cut: { next: 'fallback', unwell: false, means: 'The answer was cut at its length limit' },
  model_refusal: { next: 'give-up', unwell: false, means: 'The model refused to answer' },
  model_deadline: { next: 'give-up', unwell: false, means: 'No time was left for a model' },
  model_breaker_open: { next: 'fallback', unwell: false, means: 'The breaker of the model is open' },
  model_bulkhead_full: { next: 'fallback', unwell: false, means: 'Too many calls of the model are running' },
  model_rate_limited: { next: 'give-up', unwell: false, means: 'The user has asked too often' },
  model_budget_exhausted: { next: 'give-up', unwell: false, means: "The day's budget is used up" },
  model_not_configured: { next: 'give-up', unwell: false, means: 'No model is configured' },
  model_failed: { next: 'fallback', unwell: false, means: 'The call failed unexpectedly' },
};

export interface ModelErrorOptions {
  readonly model?: string;
  /** HTTP status, if there was one. */
  readonly status?: number;
  /** The provider's own word for the fault; kept only when it is a plain identifier. */
  readonly type?: string;
  readonly retryAfterMs?: number;
  /** What the failed attempt cost all the same. */
  readonly usage?: { readonly tokensIn: number; readonly tokensOut: number };
  readonly tries?: readonly ModelTry[];
  /** The person should be told, once. */
  readonly tell?: boolean;
  readonly unwell?: boolean;
}

/**
 * A failed call of a model. Holds no text of users, prompts or providers and no cause: what providers answer
 * may repeat the prompt or the key. To a Turn it is `transient`; within Inference `next` decides.
 */
export class ModelError extends RuntimeError {
  declare readonly code: ModelErrorCode;
  readonly next: ModelDecision;
  /** Whether it counts as a failure for the Breaker. */
  readonly unwell: boolean;
  readonly retryAfterMs: number | undefined;
  readonly usage: { readonly tokensIn: number; readonly tokensOut: number };
  readonly tries: readonly ModelTry[];
  readonly tell: boolean;
  readonly #options: ModelErrorOptions;

  constructor(code: ModelErrorCode, options: ModelErrorOptions = {}) {
    const { next, unwell, means } = modelFailures[code];
    const type =
      options.type !== undefined && /^[a-z0-9_.-]{1,64}$/i.test(options.type) ? options.type : null;
    const where = [options.model, options.status && `HTTP ${options.status}`, type]
      .filter(Boolean)
      .join(', ');
    super('transient', code, where === '' ? `${means}.` : `${means} (${where}).`, {
      context: { model: options.model ?? null, status: options.status ?? null, type },
    });
    this.next = next;
    this.unwell = options.unwell ?? unwell;
    this.retryAfterMs = options.retryAfterMs;
    this.usage = options.usage ?? { tokensIn: 0, tokensOut: 0 };
    this.tries = options.tries ?? [];
    this.tell = options.tell ?? false;
    this.#options = options;
  }

  /** The same error with another list of attempts. */
  withTries(tries: readonly ModelTry[]): ModelError {
    return new ModelError(this.code, { ...this.#options, tries });
  }
}
