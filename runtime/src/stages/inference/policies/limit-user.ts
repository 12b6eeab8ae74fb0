import { createHash } from 'node:crypto';
import type { ModelCall, ModelPolicy, ModelReport, Next } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Meter } from '../../../core/meter.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';

/** Refuses a user who asks models too often; `tell` is set on the first refusal within a window. */
export function limitUser(options: { readonly limiter: RateLimiter; readonly meter: Meter }): ModelPolicy {
  const { limiter, meter } = options;
  return {
    run: async <Request extends ModelCall, Answer extends ModelReport>(
      request: Request,
      next: Next<Request, Answer>,
    ): Promise<Answer> => {
      const { bot, user } = request;
      const decision = await limiter.take(keyOf(bot, user));
      if (decision.admitted) return next(request);
      meter.count('opora_model_limited_total', { bot, limit: 'user-rate' });
      throw new ModelError('model_rate_limited', {
        tell: decision.tell,
        retryAfterMs: decision.retryAfterMs,
      });
    },
  };
}

/** A hash: the key is stored where an erasure of the Conversation does not reach. */
const keyOf = (bot: string, user: string): string =>
  `${bot}:${createHash('sha256').update(`${bot}\n${user}`).digest('hex').slice(0, 32)}`;
