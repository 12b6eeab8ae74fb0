import type { Bot } from '../../contracts/bot.ts';
import type { Channel, DeliveryOutcome } from '../../contracts/channel.ts';
import type { ClaimedDelivery } from '../../contracts/store.ts';
import { deliveryId } from '../../core/ids.ts';

/** Where a Delivery goes: a channel, or an effect of its bot. */
export interface Target {
  readonly ambiguous: boolean;
  readonly label: string;
  readonly channel: Channel | null;
  deliver(
    delivery: ClaimedDelivery,
    signal: AbortSignal,
    saveProgress: (progress: ClaimedDelivery['progress']) => Promise<void>,
  ): Promise<DeliveryOutcome>;
}

/** Null when this process has no such channel or effect. */
export function findTarget(
  { payload }: ClaimedDelivery,
  bot: Bot | undefined,
  channel: Channel | undefined,
): Target | null {
  if (payload.kind === 'effect') {
    const handler = bot?.effects?.[payload.effect];
    if (handler === undefined) return null;
    return {
      ambiguous: handler.delivery === 'ambiguous',
      label: 'effect',
      channel: null,
      deliver: ({ conversationId, seq, idempotencyKey, attempt }, signal) => {
        const id = deliveryId(conversationId, seq);
        return handler.deliver({ id, key: idempotencyKey ?? id, payload: payload.payload, attempt }, signal);
      },
    };
  }
  if (channel === undefined) return null;
  return {
    ambiguous: channel.delivery === 'ambiguous',
    label: channel.name,
    channel,
    deliver: (delivery, signal, saveProgress) =>
      channel.deliver(
        {
          id: deliveryId(delivery.conversationId, delivery.seq),
          conversation: delivery.conversation,
          message: payload.message,
          attempt: delivery.attempt,
          maybeRepeated:
            channel.delivery === 'ambiguous' && (delivery.interrupted || delivery.unknownCount > 0),
          progress: delivery.progress,
          requestId: delivery.requestId,
        },
        { signal, saveProgress },
      ),
  };
}
