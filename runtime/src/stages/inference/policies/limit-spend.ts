import type { ModelCall, ModelPolicy, ModelReport, ModelTry, Next } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Meter } from '../../../core/meter.ts';
import type { SpendLedger } from '../limits/spend-ledger.ts';

/**
 * Refuses calls past the day's budget of the user, the bot or the installation, and enters what calls cost,
 * failed attempts included. The calls in flight when a budget ends are still paid.
 */
export function limitSpend(options: { readonly ledger: SpendLedger; readonly meter: Meter }): ModelPolicy {
  const { ledger, meter } = options;
  return {
    run: async <Request extends ModelCall, Answer extends ModelReport>(
      request: Request,
      next: Next<Request, Answer>,
    ): Promise<Answer> => {
      const { bot, user } = request;
      const exhausted = await ledger.findExhausted(bot, user);
      if (exhausted !== null) {
        meter.count('opora_model_limited_total', { bot, limit: `budget-${exhausted}` });
        throw new ModelError('model_budget_exhausted');
      }
      const enter = (tries: readonly ModelTry[]): void => {
        const tokens = tries.reduce((sum, entry) => sum + entry.tokensIn + entry.tokensOut, 0);
        const costUsd = tries.reduce((sum, entry) => sum + entry.costUsd, 0);
        if (tokens > 0 || costUsd > 0) ledger.enter(bot, user, { tokens, costUsd });
      };
      try {
        const answer = await next(request);
        enter(answer.tries);
        return answer;
      } catch (error) {
        if (error instanceof ModelError) enter(error.tries);
        throw error;
      }
    },
  };
}
