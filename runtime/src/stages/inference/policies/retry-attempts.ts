import type { ModelCall, ModelPolicy, ModelReport, ModelTry, Next } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Meter } from '../../../core/meter.ts';
import type { Random } from '../../../core/random.ts';
import type { Breaker } from '../../../resilience/breaker.ts';
import { retry } from '../../../resilience/retry.ts';

export interface RetryAttemptsOptions {
  readonly model: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly meter: Meter;
  /** Is told of attempts that will be repeated; once it has opened, nothing is repeated. */
  readonly breaker: Breaker;
  readonly attempts: number;
  readonly retryBaseMs: number;
  readonly retryMaximumMs: number;
}

/**
 * The one owner of retries: repeats what is worth repeating, and keeps the list of what was tried. Every failed
 * attempt counts for the Breaker (the last one through the Breaker's own policy), so that a provider that hangs is
 * found out after one time limit and not after three.
 */
export function retryAttempts(options: RetryAttemptsOptions): ModelPolicy {
  const { clock, random, attempts, retryBaseMs, retryMaximumMs } = options;
  return {
    run: async <Request extends ModelCall, Answer extends ModelReport>(
      request: Request,
      next: Next<Request, Answer>,
    ): Promise<Answer> => {
      const tries: ModelTry[] = [];
      let last: unknown;
      const attempt = async (number: number): Promise<Answer> => {
        if (number > 1 && !isClosed(options)) throw last;
        try {
          const answer = await next(request);
          return { ...answer, ...sumTries([...tries, ...answer.tries]) };
        } catch (error) {
          last = error;
          if (error instanceof ModelError) tries.push(...error.tries);
          throw error;
        }
      };
      try {
        return await retry(attempt, {
          clock,
          random,
          baseMs: retryBaseMs,
          maximumMs: retryMaximumMs,
          maximumAttempts: Math.min(attempts, request.maximumAttempts ?? attempts),
          signal: request.signal,
          deadlineAt: request.deadlineAt,
          judge: (error) =>
            error instanceof ModelError && error.next === 'retry'
              ? { again: isClosed(options), retryAfterMs: error.retryAfterMs }
              : { again: false },
          onRetry: (error) => report(error, options),
        });
      } catch (error) {
        throw error instanceof ModelError ? error.withTries(tries) : error;
      }
    },
  };
}

const isClosed = ({ breaker }: RetryAttemptsOptions): boolean => breaker.status().state === 'closed';

function report(error: unknown, options: RetryAttemptsOptions): void {
  const { model, meter, breaker } = options;
  const reason = error instanceof ModelError ? error.code : 'model_failed';
  meter.count('opora_model_retries_total', { model, reason });
  // While it is closed, `enter` gives an ordinary pass and no Probe.
  if (error instanceof ModelError && error.unwell && isClosed(options)) breaker.enter()?.fail();
}

/** What several attempts amount to. */
export function sumTries(
  tries: readonly ModelTry[],
): Pick<ModelReport, 'tries' | 'attempts' | 'tokensIn' | 'tokensOut' | 'costUsd'> {
  const sum = (of: (entry: ModelTry) => number): number => tries.reduce((all, entry) => all + of(entry), 0);
  return {
    tries,
    attempts: tries.length,
    tokensIn: sum((entry) => entry.tokensIn),
    tokensOut: sum((entry) => entry.tokensOut),
    costUsd: sum((entry) => entry.costUsd),
  };
}
