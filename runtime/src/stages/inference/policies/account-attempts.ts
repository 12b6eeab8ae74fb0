import type { ModelCall, ModelPolicy, ModelReport, ModelTry, Next } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Clock } from '../../../core/clock.ts';
import { CancelledError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Meter } from '../../../core/meter.ts';

export interface AccountOptions {
  readonly model: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /** US dollars. */
  readonly costOf: (tokensIn: number, tokensOut: number) => number;
}

/**
 * Measures and prices one attempt, whether it answered or not, and leaves it as the one entry of `tries`. What
 * is thrown outside the contract becomes `model_failed`.
 */
export function accountAttempts(options: AccountOptions): ModelPolicy {
  const { model, clock } = options;
  return {
    run: async <Request extends ModelCall, Answer extends ModelReport>(
      request: Request,
      next: Next<Request, Answer>,
    ): Promise<Answer> => {
      const startedAt = clock.monotonic();
      const enter = (error: string | null, usage: { tokensIn: number; tokensOut: number }): ModelTry => {
        const { tokensIn, tokensOut } = usage;
        const costUsd = options.costOf(tokensIn, tokensOut);
        const durationMs = Math.round(clock.monotonic() - startedAt);
        const entry = { model, error, durationMs, tokensIn, tokensOut, costUsd };
        measure(options, request.bot, entry);
        return entry;
      };
      try {
        const answer = await next(request);
        const entry = enter(null, answer);
        return { ...answer, costUsd: entry.costUsd, attempts: 1, tries: [entry] };
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        const failure = toModelError(error, options);
        throw failure.withTries([enter(failure.code, failure.usage)]);
      }
    },
  };
}

function toModelError(error: unknown, { model, logger }: AccountOptions): ModelError {
  if (error instanceof ModelError) return error;
  // Its message may repeat a prompt, so only its kind is told.
  const kind = error instanceof Error ? error.name : typeof error;
  logger.error({ model, kind }, 'A model failed in an unforeseen way.');
  return new ModelError('model_failed', { model });
}

function measure({ meter }: AccountOptions, bot: string, entry: ModelTry): void {
  const { model } = entry;
  meter.count('opora_model_attempts_total', { model, outcome: entry.error ?? 'ok' });
  meter.observe('opora_model_attempt_seconds', entry.durationMs / 1_000, { model });
  if (entry.tokensIn > 0)
    meter.count('opora_model_tokens_total', { bot, model, direction: 'in' }, entry.tokensIn);
  if (entry.tokensOut > 0)
    meter.count('opora_model_tokens_total', { bot, model, direction: 'out' }, entry.tokensOut);
  if (entry.costUsd > 0) meter.count('opora_model_cost_usd_total', { bot, model }, entry.costUsd);
}
