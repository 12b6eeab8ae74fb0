import type { Bot } from '../../contracts/bot.ts';
import type { DeliveryOutcome } from '../../contracts/channel.ts';
import type { UnknownDelivery } from '../../contracts/message.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../../contracts/store.ts';
import type { Random } from '../../core/random.ts';
import { type BackoffOptions, backoffMs } from '../../resilience/backoff.ts';

export interface ResolveOptions {
  readonly policy: UnknownDelivery;
  /** `ambiguous`: a lost answer may mean a shown message; otherwise repeating is safe. */
  readonly ambiguous: boolean;
  readonly maximumAttempts: number;
  readonly retry: BackoffOptions;
  readonly random: Random;
}

/** What the message itself says, else the bot; a bot that is not installed here repeats nothing. */
export const policyOf = ({ payload }: ClaimedDelivery, bot: Bot | undefined): UnknownDelivery =>
  (payload.kind === 'message' ? payload.message.unknownDelivery : undefined) ??
  bot?.unknownDelivery ??
  'at-most-once';

/** Decides what an Attempt's outcome means for the Delivery. Pure. */
export function resolveOutcome(
  delivery: ClaimedDelivery,
  outcome: DeliveryOutcome,
  options: ResolveOptions,
): DeliveryRecord {
  const sent = {
    conversationId: delivery.conversationId,
    seq: delivery.seq,
    attempt: delivery.attempt,
    status: 'sent',
    retryInMs: null,
    receipt: null,
    error: null,
    wasUnknown: false,
    deadLetter: null,
    cancelLane: null,
  } as const satisfies DeliveryRecord;
  if (outcome.status === 'sent') return { ...sent, receipt: outcome.receipt };

  // A platform's own words may hold what a text column refuses; the record of a send must not fail for them.
  const error = `${outcome.code}: ${outcome.reason}`.replaceAll('\u0000', '').slice(0, 500);
  const exhausted = delivery.attempt >= options.maximumAttempts;
  const retry = (retryAfterMs: number | undefined, wasUnknown: boolean): DeliveryRecord => ({
    ...sent,
    status: 'pending',
    retryInMs: backoffMs(delivery.attempt, options.retry, options.random, retryAfterMs),
    error,
    wasUnknown,
  });
  const bury = (wasUnknown: boolean): DeliveryRecord => ({
    ...sent,
    status: 'dead',
    error,
    wasUnknown,
    deadLetter: { kind: 'delivery', bot: delivery.bot },
  });

  if (outcome.status === 'refused') {
    if (outcome.blocked === true) return { ...sent, status: 'refused', error, cancelLane: delivery.lane };
    if (outcome.permanent || exhausted) return bury(false);
    return retry(outcome.retryAfterMs, false);
  }
  if (options.ambiguous && options.policy === 'at-most-once') {
    const deadLetter = { kind: 'unknown-delivery', bot: delivery.bot } as const;
    return { ...sent, status: 'unknown', error, wasUnknown: true, deadLetter };
  }
  return exhausted ? bury(options.ambiguous) : retry(undefined, options.ambiguous);
}
