import type { ProviderModeration } from '../../contracts/guard.ts';
import type { ModerationAnswer, ModerationRequest } from '../../contracts/media-models.ts';
import type { Clock } from '../../core/clock.ts';
import { CancelledError, describeError } from '../../core/errors.ts';
import { createRequestId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Ask } from '../../stages/inference/index.ts';

/** Time the provider has, retries included, ms (guards.md, §3). */
const DEADLINE_MS = 2_000;

/** The one call of Inference that moderation makes. */
export type Moderate = (ask: Ask<ModerationRequest, ModerationAnswer>) => Promise<ModerationAnswer>;

/** Whose budget pays: everybody's look together, never a person's own. */
const USER = 'moderation';

/**
 * Asks the configured provider through Inference: cache, breaker, retries and budget of the bot are the same as for
 * any model. Every failure is a null: the local floor then decides.
 */
export function createProviderModeration(
  moderate: Moderate,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): ProviderModeration {
  return async ({ text, bot, conversationId, signal }) => {
    try {
      const { categories } = await moderate({
        ...{ text, bot, conversationId, signal, purpose: 'moderation' },
        ...{ user: USER, requestId: createRequestId(), deadlineAt: clock.now() + DEADLINE_MS },
      });
      return { categories };
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        logger.warn(
          { bot, error: describeError(error) },
          'No provider judged the text; the local floor does.',
        );
      }
      return null;
    }
  };
}
